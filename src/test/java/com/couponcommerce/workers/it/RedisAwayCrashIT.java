package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.dev.ApplicationServer;
import com.couponcommerce.workers.dev.RedisServer;
import com.couponcommerce.workers.dev.RoleUsers;
import com.couponcommerce.workers.dev.ServerSetup;
import com.couponcommerce.workers.dev.SmtpServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What monitoring sees while Redis does not answer. */
class RedisAwayCrashIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String HEALTH = "/api/v1/health/redis";

  private static RedisServer redis;
  private static SmtpServer smtp;
  private static ApplicationServer payara;
  private static RoleUsers users;

  @BeforeAll
  static void start() {
    redis = RedisServer.start("--appendonly", "yes");
    smtp = Servers.mailServer();
    payara =
        ApplicationServer.start(ServerSetup.payara("away", Servers.environment(redis.url(), smtp)));
    users = RoleUsers.createOn(payara);
  }

  @AfterAll
  static void stop() {
    payara.close();
    smtp.close();
    redis.close();
  }

  private static void signalRedis(String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, "" + redis.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static HttpResponse<String> health() throws Exception {
    return Http.get(payara.url(HEALTH));
  }

  private static void assertUnhealthySoon() throws Exception {
    Instant asked = Instant.now();
    HttpResponse<String> response = health();

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEqualTo("{\"status\":\"unhealthy\",\"redis\":\"disconnected\"}");
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofMillis(2500));
    assertThat(Http.get(payara.probe("/health/ready")).statusCode()).isEqualTo(503);
    assertThat(Http.get(payara.probe("/health/live")).statusCode()).isEqualTo(200);
  }

  private static Exposition metrics() throws Exception {
    HttpResponse<String> response =
        Http.get(payara.url("/metrics?scope=application"), RoleUsers.VIEWER, users.password());
    assertThat(response.statusCode()).isEqualTo(200);
    return Exposition.parse(response.body());
  }

  private static void assertHealthyAgain() {
    await().atMost(PATIENCE).until(() -> health().statusCode() == 200);
    await()
        .atMost(PATIENCE)
        .until(() -> Http.get(payara.probe("/health/ready")).statusCode() == 200);
  }

  @Test
  void a_frozen_redis_is_reported_within_two_seconds() throws Exception {
    assertHealthyAgain();
    signalRedis("-STOP");
    try {
      assertUnhealthySoon();
    } finally {
      signalRedis("-CONT");
    }
    assertHealthyAgain();
  }

  @Test
  void a_dead_redis_is_reported_and_comes_back() throws Exception {
    assertHealthyAgain();
    redis.kill();
    try {
      assertUnhealthySoon();
      assertThat(Http.get(payara.url(HEALTH), "text/plain").body())
          .contains("coupon_workers_redis_up 0");
      await().atMost(PATIENCE).until(() -> metrics().sum("redis_up") == 0);
      assertThat(metrics().sum("queue_messages")).isNaN();
      assertThat(metrics().sum("oldest_pending_seconds")).isNaN();
    } finally {
      redis.restart();
    }
    assertHealthyAgain();
  }
}
