package dev.scripttrimmer.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scripttrimmer.domain.store.ObjectLocation;
import dev.scripttrimmer.domain.store.ObjectStat;
import dev.scripttrimmer.domain.store.ObjectVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipLayoutTest {
  private static final long HUGE = 5L << 30;
  private static final byte[] SMALL = {1, 2, 3};

  @TempDir Path folder;

  @Test
  void whatDoesNotFitIn32BitsIsFoundBehindItsHoleInASparseFile() throws IOException {
    List<ArchiveEntry> entries =
        List.of(
            entry("first.txt", SMALL.length),
            entry("huge.mp4", HUGE),
            entry("last.txt", SMALL.length));
    ZipLayout layout = new ZipLayout(entries);
    CRC32 crc32 = new CRC32();
    crc32.update(SMALL);
    long[] crc32s = {crc32.getValue(), 0, crc32.getValue()};
    Path file = folder.resolve("huge.zip");
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      for (int i = 0; i < crc32s.length; i++) {
        out.write(ByteBuffer.wrap(layout.localHeader(i, crc32s[i])));
        if (entries.get(i).size() == HUGE) {
          out.position(out.position() + HUGE);
        } else {
          out.write(ByteBuffer.wrap(SMALL));
        }
      }
      out.write(ByteBuffer.wrap(layout.directory(crc32s)));
    }

    assertThat(Files.size(file)).isEqualTo(layout.size());
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly("first.txt", "huge.mp4", "last.txt");
      assertThat(zip.getEntry("huge.mp4").getSize()).isEqualTo(HUGE);
      assertThat(zip.getInputStream(zip.getEntry("first.txt"))).hasBinaryContent(SMALL);
      assertThat(zip.getInputStream(zip.getEntry("last.txt"))).hasBinaryContent(SMALL);
    }
  }

  private static ArchiveEntry entry(String name, long size) {
    return new ArchiveEntry(
        name,
        new ObjectStat(
            new ObjectLocation("bucket", name),
            size,
            new ObjectVersion("1"),
            Instant.parse("2026-03-04T05:06:08Z"),
            Optional.empty()));
  }
}
