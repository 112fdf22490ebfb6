package dev.scripttrimmer.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.scripttrimmer.testkit.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** Self-signed certificates as PEM files, and the list of those that are trusted. */
final class TestCertificates {
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
    KeyStore made = SelfSigned.of(folder, node).entries();
    return new BusTls(
        write(node + ".pem", "CERTIFICATE", made.getCertificate(SelfSigned.ALIAS).getEncoded()),
        write(
            node + ".key",
            "PRIVATE KEY",
            made.getKey(SelfSigned.ALIAS, SelfSigned.PASSWORD.toCharArray()).getEncoded()),
        trusted);
  }

  private Path write(String file, String kind, byte[] content) throws IOException {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, lines.encodeToString(content), kind));
  }
}
