package com.couponcommerce.workers.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.settings.SettingsReader;
import com.couponcommerce.workers.testkit.FreePort;
import com.couponcommerce.workers.testkit.LoopbackCertificate;
import com.couponcommerce.workers.testkit.redis.RedisServer;
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

/** Connects by {@code rediss://} to a Redis with TLS, a user, a password and a private CA. */
class RedisOverTlsTest {
  private static final String LOGIN = "app:p%40ss%3Aw%2Frd%23%25+@";

  private static Path directory;
  private static TlsServer server;

  /** A Redis with its certificate, and its TLS port. */
  private record TlsServer(RedisServer redis, int port) implements AutoCloseable {

    static TlsServer start(String name, LoopbackCertificate certificate) throws IOException {
      Path pem = Files.writeString(directory.resolve(name + ".pem"), certificate.pem());
      Path key = Files.writeString(directory.resolve(name + ".key"), certificate.keyPem());
      int port = FreePort.any();
      RedisServer redis =
          RedisServer.start(
              "--tls-port",
              "" + port,
              "--tls-cert-file",
              pem.toString(),
              "--tls-key-file",
              key.toString(),
              "--tls-auth-clients",
              "no");
      try (Jedis admin = new Jedis("127.0.0.1", redis.port())) {
        admin.aclSetUser("app", "on", ">p@ss:w/rd#%+", "~queue:*", "+@all");
        admin.aclSetUser("default", "off");
      }
      return new TlsServer(redis, port);
    }

    @Override
    public void close() {
      redis.close();
    }
  }

  @BeforeAll
  static void startRedis(@TempDir Path shared) throws IOException {
    directory = shared;
    server = TlsServer.start("redis", LoopbackCertificate.create());
  }

  @AfterAll
  static void stopRedis() {
    server.close();
  }

  private static RedisPools connect(String login, int port, Optional<Path> trusted) {
    Map<String, String> values = new HashMap<>();
    values.put("REDIS_URL", "rediss://" + login + "127.0.0.1:" + port + "/1");
    values.put("REDIS_TIMEOUT_MS", "5000");
    trusted.ifPresent(pem -> values.put("REDIS_CA_FILE", pem.toString()));
    return new RedisPools(new SettingsReader(name -> Optional.ofNullable(values.get(name))).read());
  }

  private static Optional<Path> ca(String name) {
    return Optional.of(directory.resolve(name + ".pem"));
  }

  @Test
  void a_private_ca_is_trusted_where_it_is_named() {
    try (RedisPools redis = connect(LOGIN, server.port(), ca("redis"))) {
      assertThat(new QueueCounter(redis).count(Channel.EMAIL)).isEqualTo(QueueCounts.NONE);
      new RedisCheck(redis).check();
    }
  }

  @Test
  void an_unknown_ca_is_refused() {
    try (RedisPools redis = connect(LOGIN, server.port(), Optional.empty())) {
      assertThatThrownBy(() -> new QueueCounter(redis).count(Channel.EMAIL))
          .isInstanceOf(QueueUnavailableException.class)
          .hasMessageContaining("certification path");
    }
  }

  @Test
  void a_certificate_of_another_host_is_refused() throws Exception {
    LoopbackCertificate other = LoopbackCertificate.createFor("dns:redis.example.com");
    try (TlsServer elsewhere = TlsServer.start("other", other);
        RedisPools redis = connect(LOGIN, elsewhere.port(), ca("other"))) {
      assertThatThrownBy(() -> new QueueCounter(redis).count(Channel.EMAIL))
          .isInstanceOf(QueueUnavailableException.class)
          .hasMessageContaining("127.0.0.1");
    }
  }

  @Test
  void a_wrong_password_is_said_without_showing_it() {
    try (RedisPools redis = connect("app:wrong-one@", server.port(), ca("redis"))) {
      assertThatThrownBy(() -> new QueueCounter(redis).count(Channel.EMAIL))
          .isInstanceOf(QueueUnavailableException.class)
          .hasMessageContaining("check user and password in REDIS_URL")
          .hasMessageNotContaining("wrong-one");
    }
  }
}
