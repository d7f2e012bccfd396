package com.couponcommerce.workers.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Adds a key and its certificate to a key store by the JDK's keytool. */
final class Keytool {
  static final String PASSWORD = "loopback";
  static final List<String> EC = List.of("-keyalg", "EC", "-groupname", "secp256r1");

  /** GnuTLS cannot read the JDK's EC keys. */
  static final List<String> RSA = List.of("-keyalg", "RSA", "-keysize", "2048");

  private Keytool() {}

  /**
   * Returns the store with another key.
   *
   * @param store an earlier result, which may hold the signer; empty for a new store
   * @param options name and further options of {@code -genkeypair}
   */
  static byte[] withKey(byte[] store, String alias, List<String> kind, String... options) {
    try {
      Path directory = Files.createTempDirectory("keytool");
      Path file = directory.resolve("keystore.p12");
      try {
        if (store.length > 0) {
          Files.write(file, store);
        }
        generate(file, alias, kind, options);
        return Files.readAllBytes(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no certificate " + alias, e);
    }
  }

  static KeyStore read(byte[] store) {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(new ByteArrayInputStream(store), PASSWORD.toCharArray());
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a store that keytool has written is readable", e);
    }
  }

  private static void generate(Path file, String alias, List<String> kind, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                // For a program that ends within a second.
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias));
    command.addAll(kind);
    command.addAll(Arrays.asList(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
}
