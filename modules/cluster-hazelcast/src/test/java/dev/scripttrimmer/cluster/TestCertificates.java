package dev.scripttrimmer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority and the certificates that it signs, made with the JDK's keytool. */
final class TestCertificates {
  private static final String PASSWORD = "only-for-this-test";

  private final Path folder;
  private final Path authority;

  /**
   * @param folder is there and empty
   */
  TestCertificates(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.authority = folder.resolve("authority.pem");
    generate("authority", "-ext", "bc:c");
    keytool("authority", "-exportcert", "-rfc", "-file", authority.toString());
  }

  BusTls issue(String node) throws IOException, InterruptedException, GeneralSecurityException {
    Path request = folder.resolve(node + ".csr");
    Path certificate = folder.resolve(node + ".pem");
    generate(node);
    keytool(node, "-certreq", "-file", request.toString());
    keytool(
        "authority",
        "-gencert",
        "-rfc",
        "-infile",
        request.toString(),
        "-outfile",
        certificate.toString());
    return new BusTls(certificate, writeKey(node), authority);
  }

  private void generate(String name, String... more) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name));
    arguments.addAll(List.of(more));
    keytool(name, arguments.toArray(String[]::new));
  }

  private Path writeKey(String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
    byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return Files.writeString(
        folder.resolve(name + ".key"),
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(lines.encodeToString(key)));
  }

  private Path store(String name) {
    return folder.resolve(name + ".p12");
  }

  private void keytool(String name, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-alias", name, "-keystore", store(name).toString(), "-storepass", PASSWORD));
    Path output = Files.createTempFile(folder, "keytool", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }
}
