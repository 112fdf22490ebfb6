package dev.scripttrimmer.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * Self-signed certificates, made with the JDK's keytool, and the list of those that are trusted.
 */
final class TestCertificates {
  private static final String PASSWORD = "only-for-this-test";

  private final Path folder;
  private final Path trusted;

  /**
   * @param folder is there and empty
   */
  TestCertificates(Path folder) {
    this.folder = folder;
    this.trusted = folder.resolve("trusted.pem");
  }

  BusTls issue(String node) throws IOException, InterruptedException, GeneralSecurityException {
    BusTls tls = issueUntrusted(node);
    Files.writeString(
        trusted,
        Files.readString(tls.certificate()),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return tls;
  }

  BusTls issueUntrusted(String node)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(node + ".p12");
    generate(node, store);
    KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    return new BusTls(
        write(node + ".pem", "CERTIFICATE", made.getCertificate(node).getEncoded()),
        write(node + ".key", "PRIVATE KEY", made.getKey(node, PASSWORD.toCharArray()).getEncoded()),
        trusted);
  }

  private Path write(String file, String kind, byte[] content) throws IOException {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, lines.encodeToString(content), kind));
  }

  private void generate(String node, Path store) throws IOException, InterruptedException {
    Path output = folder.resolve(node + ".log");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + node,
                "-alias",
                node,
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(Files.readString(output)).isZero();
  }
}
