package dev.scripttrimmer.vosk;

import dev.scripttrimmer.domain.speech.Transcriber.SpeechModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The small model in this program's jar, and its unpacked copy. */
final class DemoModel {
  static final String NAME = "demo-en";

  private static final String LANGUAGE = "en";

  private final Path cacheFolder;

  DemoModel(Path cacheFolder) {
    this.cacheFolder = cacheFolder.toAbsolutePath().normalize();
  }

  static boolean isDemoFolder(Path folder) {
    return folder.getFileName().toString().startsWith(NAME + "-");
  }

  /**
   * Leaves a good copy as it is and replaces any other. Processes that do this at the same time end
   * with the same folder.
   *
   * @throws SpeechModelException when the cache folder cannot be written
   */
  InstalledModel unpack() {
    try {
      byte[] listing = resource(NAME + ".sha256");
      ChecksumList checksums = ChecksumList.parse(new String(listing, StandardCharsets.UTF_8));
      // Another version of the program brings another model: each has a folder of its own.
      String version = ChecksumList.sha256(listing).substring(0, 12);
      Path target = cacheFolder.resolve(NAME + "-" + version);
      if (!checksums.matches(target)) {
        FolderLock.whileHeld(target, () -> write(checksums, target));
      }
      return new InstalledModel(target, new SpeechModel(NAME, LANGUAGE, true));
    } catch (IOException e) {
      throw new SpeechModelException(
          "The demo speech model cannot be unpacked in " + cacheFolder + ".", e);
    }
  }

  private static void write(ChecksumList checksums, Path target) throws IOException {
    if (checksums.matches(target)) {
      return;
    }
    try (StagedFolder staged = StagedFolder.of(target)) {
      Path content = Files.createDirectory(staged.path().resolve(NAME));
      for (String file : checksums.files()) {
        Path copy = content.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.write(copy, resource(NAME + "/" + file));
      }
      if (!checksums.matches(content)) {
        throw new SpeechModelException(
            "The program's jar is damaged: its demo model is not whole.");
      }
      staged.publish(content);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = DemoModel.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new SpeechModelException("The program's jar is damaged: it lacks " + name + ".");
      }
      return in.readAllBytes();
    }
  }
}
