package dev.scripttrimmer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.domain.ErrorCode;
import dev.scripttrimmer.domain.TrimException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchSpaceTest {
  @TempDir private Path root;

  @Test
  void aRunsFilesGoWithTheRun() throws IOException {
    try (ScratchSpace space = ScratchSpace.open(root)) {
      Path file;
      try (ScratchSpace.Folder folder = space.folder(1)) {
        file = Files.writeString(folder.file("source"), "x");
        assertThat(file).exists();
      }
      assertThat(file.getParent()).doesNotExist();
    }
  }

  @Test
  void aProcessLeavesNothing() throws IOException {
    ScratchSpace space = ScratchSpace.open(root);
    Files.writeString(space.folder(1).file("source"), "x");

    space.close();

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAndTheLivingIsSpared() throws IOException {
    Path dead = Files.createDirectories(root.resolve("node-dead/run-1"));
    Files.writeString(dead.getParent().resolve("lock"), "");
    Files.writeString(dead.resolve("source"), "x");
    try (ScratchSpace living = ScratchSpace.open(root)) {
      Path file = Files.writeString(living.folder(1).file("source"), "x");

      try (ScratchSpace next = ScratchSpace.open(root)) {
        assertThat(next.folder(1).path()).exists();
      }

      assertThat(dead.getParent()).doesNotExist();
      assertThat(file).exists();
    }
  }

  @Test
  void whatAProcessLeftThatWasKilledMeanwhileIsRemovedWithTheNextRun() throws IOException {
    try (ScratchSpace living = ScratchSpace.open(root)) {
      Path dead = Files.createDirectories(root.resolve("node-dead/run-1"));
      Files.writeString(dead.getParent().resolve("lock"), "");
      Files.writeString(dead.resolve("source"), "x");

      living.folder(1);

      assertThat(dead.getParent()).doesNotExist();
    }
  }

  @Test
  void aRunThatCannotFitIsRefusedAtOnce() {
    try (ScratchSpace space = ScratchSpace.open(root)) {
      assertThatThrownBy(() -> space.folder(Long.MAX_VALUE))
          .isInstanceOfSatisfying(
              TrimException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.SCRATCH_FULL));
    }
  }
}
