package com.couponcommerce.workers.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for localhost that signs itself, made afresh by the JDK's keytool: one in the
 * source tree would be a private key that everybody has, and would expire some day.
 */
public final class LoopbackCertificate {
  private static final String ALIAS = "loopback";
  private static final char[] PASSWORD = "loopback".toCharArray();

  private final SSLContext context;
  private final Certificate certificate;
  private final Key key;

  private LoopbackCertificate(KeyStore keys) throws GeneralSecurityException {
    this.certificate = keys.getCertificate(ALIAS);
    this.key = keys.getKey(ALIAS, PASSWORD);
    this.context = context(keys);
  }

  /** Takes about a second. */
  public static LoopbackCertificate create() {
    return createFor("dns:localhost,ip:127.0.0.1");
  }

  /** For other names than those of this machine, to see whether a client looks at them. */
  public static LoopbackCertificate createFor(String names) {
    try {
      Path directory = Files.createTempDirectory("loopback-certificate");
      Path file = directory.resolve("keystore.p12");
      try {
        generate(file, names);
        return new LoopbackCertificate(read(file));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no certificate for localhost", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no certificate for localhost", e);
    }
  }

  /** Shows this certificate as a server, and trusts only it as a client. */
  public SSLContext context() {
    return context;
  }

  /** The certificate alone, as a client is given it in a file. */
  public String pem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was just made has an encoding", e);
    }
  }

  /** The private key alone, as a server is given it in a file. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String what, byte[] bytes) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, base64, what);
  }

  private static void generate(Path file, String names) throws IOException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    keytool,
                    "-genkeypair",
                    "-keystore",
                    file.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    new String(PASSWORD),
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=" + names,
                    "-validity",
                    "30"))
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed: " + output);
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    }
  }

  private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static void load(KeyStore empty) throws GeneralSecurityException {
    try {
      empty.load(null, PASSWORD);
    } catch (IOException e) {
      throw new IllegalStateException("an empty store is not read from anywhere", e);
    }
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    load(trusted);
    trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }
}
