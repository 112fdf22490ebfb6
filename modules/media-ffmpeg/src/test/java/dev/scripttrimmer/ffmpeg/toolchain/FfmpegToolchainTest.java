package dev.scripttrimmer.ffmpeg.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scripttrimmer.ffmpeg.media.Tool;
import dev.scripttrimmer.ffmpeg.toolchain.FfmpegToolchain.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegToolchainTest {
  @TempDir Path folder;

  @Test
  void isUnpackedOnceByAnyNumberAtATime() throws Exception {
    int racers = 4;
    CyclicBarrier start = new CyclicBarrier(racers);
    Callable<Path> race =
        () -> {
          start.await();
          return BundledFfmpeg.unpack(folder.resolve("cache")).orElseThrow();
        };
    ExecutorService pool = Executors.newFixedThreadPool(racers);
    try {
      List<Path> places = new ArrayList<>();
      for (Future<Path> racer : pool.invokeAll(Collections.nCopies(racers, race))) {
        places.add(racer.get());
      }

      assertThat(places).containsOnly(places.get(0));
      try (Stream<Path> left = Files.list(folder.resolve("cache"))) {
        assertThat(left).containsExactly(places.get(0));
      }
    } finally {
      pool.shutdown();
    }
  }

  /** A machine with a JDK and no desktop has the C and C++ run time, and nothing else for us. */
  @Test
  void theBundledProgramsNeedNoDesktop() throws Exception {
    Path programs = BundledFfmpeg.unpack(folder.resolve("cache")).orElseThrow();
    ProcessBuilder loader =
        new ProcessBuilder(programs.resolve("ffmpeg").toString()).redirectErrorStream(true);
    loader.environment().put("LD_TRACE_LOADED_OBJECTS", "1");
    loader.environment().put("LD_LIBRARY_PATH", programs.toString());

    Process process = loader.start();
    List<String> foreign =
        process.inputReader().lines().filter(line -> !line.contains(programs.toString())).toList();

    assertThat(process.waitFor()).isZero();
    assertThat(foreign)
        .isNotEmpty()
        .allMatch(
            line ->
                line.strip()
                    .matches(
                        "(linux-vdso|libc|libm|libmvec|libgcc_s|libstdc\\+\\+|/lib.*/ld-linux)"
                            + "[-.].*"));
  }

  @Test
  void prefersConfiguredPrograms() {
    FfmpegToolchain found =
        FfmpegToolchain.find(
            Optional.of(Tool.toolchain().ffmpeg()), Optional.empty(), folder.resolve("unused"));

    assertThat(found.origin()).isEqualTo(Origin.CONFIGURED);
    assertThat(found.ffprobe()).isEqualTo(Tool.toolchain().ffprobe());
    assertThat(folder.resolve("unused")).doesNotExist();
  }

  @Test
  void neverReplacesConfiguredProgramsThatDoNotRun() throws IOException {
    Path broken = Files.writeString(folder.resolve("ffmpeg"), "#!/bin/sh\nexit 1\n");
    assertThat(broken.toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(() -> FfmpegToolchain.find(Optional.of(broken), Optional.empty(), folder))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAnOldVersion() throws IOException {
    for (String name : List.of("ffmpeg", "ffprobe")) {
      Path old =
          Files.writeString(
              folder.resolve(name), "#!/bin/sh\necho " + name + " version 4.4.2-x y\n");
      assertThat(old.toFile().setExecutable(true)).isTrue();
    }

    assertThatThrownBy(
            () ->
                FfmpegToolchain.find(
                    Optional.of(folder.resolve("ffmpeg")), Optional.empty(), folder))
        .isInstanceOf(IllegalStateException.class);
  }
}
