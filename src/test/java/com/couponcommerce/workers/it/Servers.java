package com.couponcommerce.workers.it;

import com.couponcommerce.workers.dev.PayaraServer;
import com.couponcommerce.workers.dev.PayaraSetup;
import com.couponcommerce.workers.dev.RedisServer;
import com.couponcommerce.workers.dev.SmtpServer;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What all Arquillian tests of a run share: Payara without the WAR, its Redis, its mail server. */
record Servers(RedisServer redis, SmtpServer smtp, PayaraServer payara) implements AutoCloseable {
  private static volatile @Nullable Servers running;

  static Servers start() {
    RedisServer redis = RedisServer.start();
    SmtpServer smtp = SmtpServer.start();
    PayaraSetup setup = PayaraSetup.of("arquillian", environment(redis, smtp)).withoutWar();
    PayaraServer payara = PayaraServer.start(setup);
    System.setProperty("workers.payara.home", setup.installation().toAbsolutePath().toString());
    System.setProperty("workers.payara.domain", setup.name());
    System.setProperty("workers.payara.adminPort", "" + payara.adminPort());
    Servers started = new Servers(redis, smtp, payara);
    running = started;
    return started;
  }

  /** Those that {@link ServersExtension} started. */
  static Servers running() {
    return Objects.requireNonNull(running, "ServersExtension is missing");
  }

  /** The settings that bring a WAR and these two together. */
  static Map<String, String> environment(RedisServer redis, SmtpServer smtp) {
    return Map.of(
        "REDIS_URL",
        redis.url(),
        "SMTP_HOST",
        "127.0.0.1",
        "SMTP_PORT",
        "" + smtp.port(),
        "SMTP_FROM",
        "noreply@example.com");
  }

  @Override
  public void close() {
    payara.close();
    smtp.close();
    redis.close();
  }
}
