package dev.scripttrimmer.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that nobody but a test trusts, made with the JDK's keytool.
 *
 * @param store a PKCS #12 file with certificate and key
 */
public record SelfSigned(Path store) {
  /** Of every store, and of the key in it. */
  public static final String PASSWORD = "only-for-this-test";

  /** Names certificate and key in the store. */
  public static final String ALIAS = "node";

  /**
   * @param folder takes the files
   * @param host the only one that it is for
   */
  public static SelfSigned of(Path folder, String host) throws IOException, InterruptedException {
    Path store = folder.resolve(host + ".p12");
    Path output = folder.resolve(host + ".keytool");
    boolean address = Character.isDigit(host.charAt(0));
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=" + (address ? "ip:" : "dns:") + host,
                "-alias",
                ALIAS,
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(Files.readString(output)).isZero();
    return new SelfSigned(store);
  }

  /** Shows the certificate, and trusts no other. */
  public SSLContext context() throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(entries(), PASSWORD.toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(certificates());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  /** Writes a PKCS #12 file with the certificate alone, for {@code javax.net.ssl.trustStore}. */
  public Path trusting() {
    Path file = store.resolveSibling(store.getFileName() + ".trusted");
    try (OutputStream out = Files.newOutputStream(file)) {
      certificates().store(out, PASSWORD.toCharArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
    return file;
  }

  /** What the file holds. */
  public KeyStore entries() throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private KeyStore certificates() throws GeneralSecurityException, IOException {
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry(ALIAS, entries().getCertificate(ALIAS));
    return certificates;
  }
}
