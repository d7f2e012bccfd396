package com.couponcommerce.workers.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.dev.LoopbackCertificate;
import com.couponcommerce.workers.dev.RedisServer;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** {@code rediss://} with user, password and a private CA. */
class RedisOverTlsTest {
  private static RedisServer server;

  @BeforeAll
  static void startRedis() {
    server = RedisServer.start();
    try (Jedis admin = new Jedis("127.0.0.1", server.port())) {
      admin.aclSetUser("app", "on", ">p@ss:word", "~queue:*", "+@all");
      admin.aclSetUser("default", "off");
    }
  }

  @AfterAll
  static void stopRedis() {
    server.close();
  }

  private static Redis connect(
      Path directory, String credentials, int port, Optional<LoopbackCertificate> trusted)
      throws IOException {
    Map<String, String> values = new HashMap<>();
    values.put("REDIS_URL", "rediss://" + credentials + "127.0.0.1:" + port + "/1");
    values.put("REDIS_TIMEOUT_MS", "5000");
    if (trusted.isPresent()) {
      Path pem = directory.resolve("ca.pem");
      Files.writeString(pem, trusted.get().pem());
      values.put("REDIS_CA_FILE", pem.toString());
    }
    return new Redis(new SettingsReader(name -> Optional.ofNullable(values.get(name))).read());
  }

  @Test
  void a_private_ca_is_trusted_where_it_is_named(@TempDir Path directory) throws Exception {
    LoopbackCertificate certificate = LoopbackCertificate.create();
    try (TlsProxy proxy = new TlsProxy(certificate.context(), server.port());
        Redis redis =
            connect(directory, "app:p%40ss%3Aword@", proxy.port(), Optional.of(certificate))) {
      assertThat(redis.queue(Channel.EMAIL).counts()).isEqualTo(QueueCounts.NONE);
    }
  }

  @Test
  void an_unknown_ca_is_refused(@TempDir Path directory) throws Exception {
    LoopbackCertificate certificate = LoopbackCertificate.create();
    try (TlsProxy proxy = new TlsProxy(certificate.context(), server.port());
        Redis redis = connect(directory, "app:p%40ss%3Aword@", proxy.port(), Optional.empty())) {
      assertThatThrownBy(() -> redis.queue(Channel.EMAIL).counts())
          .isInstanceOf(QueueUnavailableException.class)
          .hasMessageContaining("certification path");
    }
  }

  @Test
  void a_certificate_of_another_host_is_refused(@TempDir Path directory) throws Exception {
    LoopbackCertificate other = LoopbackCertificate.createFor("dns:redis.example.com");
    try (TlsProxy proxy = new TlsProxy(other.context(), server.port());
        Redis redis = connect(directory, "app:p%40ss%3Aword@", proxy.port(), Optional.of(other))) {
      assertThatThrownBy(() -> redis.queue(Channel.EMAIL).counts())
          .isInstanceOf(QueueUnavailableException.class)
          .hasMessageContaining("127.0.0.1");
    }
  }

  @Test
  void a_wrong_password_is_said_without_showing_it(@TempDir Path directory) throws Exception {
    LoopbackCertificate certificate = LoopbackCertificate.create();
    try (TlsProxy proxy = new TlsProxy(certificate.context(), server.port());
        Redis redis =
            connect(directory, "app:wrong-one@", proxy.port(), Optional.of(certificate))) {
      assertThatThrownBy(() -> redis.queue(Channel.EMAIL).counts())
          .isInstanceOf(QueueUnavailableException.class)
          .hasMessageContaining("check user and password in REDIS_URL")
          .hasMessageNotContaining("wrong-one");
    }
  }
}
