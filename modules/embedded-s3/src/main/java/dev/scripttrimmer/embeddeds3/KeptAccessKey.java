package dev.scripttrimmer.embeddeds3;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/** Keeps an access key in a file that only its owner can read. */
final class KeptAccessKey {
  private static final String ID = "accessKeyId";
  private static final String SECRET = "secretAccessKey";

  private final Path file;

  KeptAccessKey(Path file) {
    this.file = file;
  }

  /** The key in the file; a new one, kept from now on, when there is no file. */
  AccessKey loadOrCreate() throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      Properties properties = new Properties();
      properties.load(reader);
      return new AccessKey(properties.getProperty(ID, ""), properties.getProperty(SECRET, ""));
    } catch (NoSuchFileException e) {
      return create();
    } catch (IllegalArgumentException e) {
      throw new IOException("no access key in " + file + "; delete the file to get a new one", e);
    }
  }

  private AccessKey create() throws IOException {
    AccessKey key = AccessKey.random();
    // Written aside and moved: a start that dies half way leaves no half a key behind.
    Path draft =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "access-key",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, ID + "=" + key.id() + "\n" + SECRET + "=" + key.secret() + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    return key;
  }
}
