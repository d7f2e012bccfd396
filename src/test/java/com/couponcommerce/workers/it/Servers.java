package com.couponcommerce.workers.it;

import com.couponcommerce.workers.testkit.FreePort;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.RoleUsers;
import com.couponcommerce.workers.testkit.server.ServerKind;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The servers that all Arquillian tests of one JVM share: an application server without the WAR,
 * its Redis, its mail server and its SMS stub.
 */
record Servers(
    RedisServer redis, SmtpServer smtp, SmsStub smsStub, ApplicationServer server, RoleUsers users)
    implements AutoCloseable {
  static final String USER = "coupons";
  static final String PASSWORD = "s3cret";
  static final String SNS_SECRET = "stub-secret";
  static final String TWILIO_REPORTS = "/api/v1/webhooks/twilio/status";
  static final Duration RETRY_DELAY = Duration.ofMillis(500);

  private static volatile @Nullable Servers running;

  /** Returns the kind of server that this run tests, by its name in arquillian.xml. */
  static ServerKind kind() {
    return ServerKind.of(System.getProperty("arquillian.launch", ServerKind.PAYARA.id()));
  }

  static Servers start() {
    RedisServer redis = RedisServer.start();
    SmtpServer smtp = mailServer();
    SmsStub stub = SmsStub.start();
    Map<String, String> environment = environment(redis.url(), smtp);
    environment.putAll(twilio(stub));
    int port = FreePort.any();
    environment.put("TWILIO_STATUS_CALLBACK_URL", "http://127.0.0.1:" + port + TWILIO_REPORTS);
    String name = System.getProperty("workers.server", "arquillian");
    ServerSetup setup = ServerSetup.of(kind(), name, environment).withoutWar().at(port);
    Servers started = start(redis, smtp, stub, setup);
    System.setProperty(
        "workers.server.home", setup.kind().installation().toAbsolutePath().toString());
    System.setProperty("workers.server.name", setup.name());
    System.setProperty("workers.server.adminPort", "" + started.server().adminPort());
    useOwnTemporaryFiles(setup.name());
    running = started;
    return started;
  }

  /**
   * Gives this JVM a temporary directory of its own. Arquillian's adapter writes the WAR there by
   * the name of the deployment, which is the same in each JVM: one would delete what another is
   * about to deploy.
   */
  private static void useOwnTemporaryFiles(String name) {
    try {
      Path own = Files.createDirectories(Path.of("target", "tmp", name));
      System.setProperty("java.io.tmpdir", own.toAbsolutePath().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the application server and its users; stops the other servers if it does not start. */
  static Servers start(RedisServer redis, SmtpServer smtp, SmsStub stub, ServerSetup setup) {
    try {
      return withUsers(redis, smtp, stub, ApplicationServer.start(setup));
    } catch (RuntimeException e) {
      smtp.close();
      stub.close();
      redis.close();
      throw e;
    }
  }

  private static Servers withUsers(
      RedisServer redis, SmtpServer smtp, SmsStub stub, ApplicationServer server) {
    try {
      return new Servers(redis, smtp, stub, server, RoleUsers.createOn(server));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Starts a mail server that accepts mail with the password only. */
  static SmtpServer mailServer() {
    return SmtpServer.builder().credentials(USER, PASSWORD).start();
  }

  /** Returns the servers that {@link ServersExtension} started. */
  static Servers running() {
    return Objects.requireNonNull(running, "ServersExtension is missing");
  }

  /** Returns the settings that connect a WAR to a Redis and a mail server. */
  static Map<String, String> environment(String redisUrl, SmtpServer smtp) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REDIS_URL", redisUrl);
    environment.put("SMTP_HOST", "127.0.0.1");
    environment.put("SMTP_PORT", "" + smtp.port());
    environment.put("SMTP_USER", USER);
    environment.put("SMTP_PASS", PASSWORD);
    environment.put("SMTP_TLS", "none");
    environment.put("SMTP_FROM", "noreply@example.com");
    environment.put("RETRY_DELAY_MS", "" + RETRY_DELAY.toMillis());
    environment.put("STALL_TIMEOUT_MS", "3000");
    return environment;
  }

  /** Returns the settings that send the WAR's SMS messages to the stub. */
  static Map<String, String> twilio(SmsStub stub) {
    return SmsStub.settings(stub.url(), "+1234567890");
  }

  /** Returns the settings that fail over to the stub's SNS. */
  static Map<String, String> snsAsSecond(SmsStub stub) {
    return Map.of(
        "SMS_FAILOVER",
        "aws-sns",
        "AWS_REGION",
        "eu-central-1",
        "AWS_ACCESS_KEY_ID",
        SmsStub.ACCESS_KEY_ID,
        "AWS_SECRET_ACCESS_KEY",
        SNS_SECRET,
        "AWS_ENDPOINT_URL_SNS",
        stub.url().toString());
  }

  @Override
  public void close() {
    server.close();
    smtp.close();
    smsStub.close();
    redis.close();
  }
}
