package dev.scripttrimmer.system.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test that was killed leaves its disks and networks to the next one, which takes them down. */
class LeftoversIT {
  @TempDir Path parent;

  @Test
  void aFolderOfADeadProcessGoesWithItsDiskAndItsFrozenNodes() throws Exception {
    Path left = Files.createDirectory(parent.resolve("some-cluster-" + deadProcess() + "-1"));
    Path ours = Files.createDirectory(parent.resolve("some-cluster-" + livingProcess() + "-1"));
    Optional<SmallDisk> disk = SmallDisk.mount(Files.createDirectory(left.resolve("scratch")));
    Files.writeString(left.resolve("scratch/run"), "left");
    Process node = new ProcessBuilder("sh", "-c", "sleep 600; : " + left).start();
    try {
      Commands.run("kill", "-STOP", "" + node.pid());

      Leftovers.removeFolders(parent, "some-cluster");

      assertThat(left).doesNotExist();
      assertThat(ours).exists();
      assertThat(node.waitFor(1, TimeUnit.MINUTES)).as("the frozen node has ended").isTrue();
      assumeTrue(disk.isPresent(), "this machine lets nobody mount a disk");
    } finally {
      node.descendants().forEach(ProcessHandle::destroyForcibly);
      node.destroyForcibly();
    }
  }

  @Test
  void aNetworkOfADeadProcessIsTakenDown() throws Exception {
    long dead = deadProcess();
    assumeTrue(makes(dead), "this machine lets nobody make networks (ip netns)");

    SplitNetwork.removeLeft();

    assertThat(exists("link", "show", SplitNetwork.bridge(dead))).isFalse();
    assertThat(exists("netns", "exec", SplitNetwork.bridge(dead) + "-node", "true")).isFalse();
  }

  private static boolean makes(long process) {
    return exists("link", "add", SplitNetwork.bridge(process), "type", "bridge")
        && exists("netns", "add", SplitNetwork.bridge(process) + "-node");
  }

  private static boolean exists(String... what) {
    String[] command = new String[what.length + 1];
    command[0] = "ip";
    System.arraycopy(what, 0, command, 1, what.length);
    try {
      Commands.run(command);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static long deadProcess() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  private static long livingProcess() {
    return ProcessHandle.current().parent().orElseThrow().pid();
  }
}
