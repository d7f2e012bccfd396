package com.couponcommerce.workers.queue.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import redis.clients.jedis.SslOptions;

/** Trusts exactly the certificates of one PEM file (REDIS_CA_FILE). */
final class PrivateCa {
  /** Password that a key store needs; this store holds nothing secret and never leaves memory. */
  private static final String STORE_PASSWORD = "public certificates";

  private PrivateCa() {}

  static void trustOnly(Path pemFile, SslOptions.Builder tls) {
    byte[] store = keyStore(pemFile);
    tls.trustStoreType("PKCS12")
        .truststore(() -> new ByteArrayInputStream(store), STORE_PASSWORD.toCharArray());
  }

  private static byte[] keyStore(Path pemFile) {
    try (InputStream pem = Files.newInputStream(pemFile)) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        trusted.setCertificateEntry("ca" + number++, certificate);
      }
      if (number == 0) {
        throw new IllegalArgumentException(
            "REDIS_CA_FILE " + pemFile + " holds no certificate in PEM form");
      }
      ByteArrayOutputStream store = new ByteArrayOutputStream();
      trusted.store(store, STORE_PASSWORD.toCharArray());
      return store.toByteArray();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "REDIS_CA_FILE " + pemFile + " cannot be read as PEM certificates: " + e.getMessage(), e);
    }
  }
}
