package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.RoleUsers;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Checks what monitoring reads while Redis does not answer. */
class RedisAwayCrashIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String HEALTH = "/api/v1/health/redis";

  private static RedisServer redis;
  private static SmtpServer smtp;
  private static ApplicationServer server;
  private static RoleUsers users;
  private static Path audit;

  @BeforeAll
  static void start(@TempDir Path directory) {
    redis = RedisServer.start("--appendonly", "yes");
    smtp = Servers.mailServer();
    audit = directory.resolve("audit");
    Map<String, String> environment = Servers.environment(redis.url(), smtp);
    environment.put("AUDIT_LOG", audit.toString());
    environment.put("API_RATE_LIMIT", "3/h");
    server = ApplicationServer.start(ServerSetup.wildfly("away", environment));
    users = RoleUsers.createOn(server);
  }

  @AfterAll
  static void stop() {
    server.close();
    smtp.close();
    redis.close();
  }

  private static HttpResponse<String> health() throws Exception {
    return Http.get(server.url(HEALTH));
  }

  private static void assertUnhealthySoon() throws Exception {
    Instant asked = Instant.now();
    HttpResponse<String> response = health();

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEqualTo("{\"status\":\"unhealthy\",\"redis\":\"disconnected\"}");
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofMillis(2500));
    HttpResponse<String> ready = Http.get(server.probe("/health/ready"));
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .contains("Redis does not answer")
        .doesNotContain(Integer.toString(redis.port()), "127.0.0.1");
    assertThat(Http.get(server.probe("/health/live")).statusCode()).isEqualTo(200);
  }

  private static Exposition metrics() throws Exception {
    HttpResponse<String> response =
        Http.get(server.url("/metrics?scope=application"), RoleUsers.VIEWER, users.password());
    assertThat(response.statusCode()).isEqualTo(200);
    return Exposition.parse(response.body());
  }

  private static void assertHealthyAgain() {
    await().atMost(PATIENCE).until(() -> health().statusCode() == 200);
    await()
        .atMost(PATIENCE)
        .until(() -> Http.get(server.probe("/health/ready")).statusCode() == 200);
  }

  @Test
  void a_frozen_redis_is_reported_within_two_seconds() throws Exception {
    assertHealthyAgain();
    redis.freeze();
    try {
      assertUnhealthySoon();
    } finally {
      redis.thaw();
    }
    assertHealthyAgain();
  }

  @Test
  void a_dead_redis_is_reported_and_comes_back() throws Exception {
    assertHealthyAgain();
    redis.kill();
    try {
      assertUnhealthySoon();
      assertThat(Http.get(server.url(HEALTH), "text/plain").body())
          .contains("coupon_workers_redis_up 0");
      await().atMost(PATIENCE).until(() -> metrics().sum("redis_up") == 0);
      assertThat(metrics().sum("queue_messages")).isNaN();
      assertThat(metrics().sum("oldest_pending_seconds")).isNaN();
    } finally {
      redis.restart();
    }
    assertHealthyAgain();
  }

  @Test
  void a_change_whose_answer_was_lost_is_in_the_trail_as_soon_as_redis_takes_it() throws Exception {
    assertHealthyAgain();
    redis.freeze();
    try {
      HttpRequest.Builder resume =
          HttpRequest.newBuilder(server.url("/api/v1/queues/sms/resume"))
              .header("Authorization", Http.basic(RoleUsers.OPERATOR, users.password()))
              .POST(HttpRequest.BodyPublishers.noBody());
      assertThat(Http.send(resume).statusCode()).isEqualTo(503);
    } finally {
      redis.thaw();
    }
    try (RedisClient client = RedisClient.create("127.0.0.1", redis.port())) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> client.xrange("queue:sms:audit", "-", "+").toString(),
              trail ->
                  trail.contains("action=resume")
                      && trail.contains("unknown, Redis did not answer or refused (at "));
    }
  }

  @Test
  void a_user_is_served_up_to_the_rate_limit_and_refusals_are_audited() throws Exception {
    URI resume = server.url("/api/v1/queues/email/resume");
    String login = Http.basic(RoleUsers.PRODUCER, users.password());
    HttpRequest.Builder forbidden =
        HttpRequest.newBuilder(resume)
            .header("Authorization", login)
            .POST(HttpRequest.BodyPublishers.noBody());

    assertThat(Http.send(forbidden).statusCode()).isEqualTo(403);
    assertThat(whoAmI().statusCode()).isEqualTo(200);
    assertThat(whoAmI().statusCode()).isEqualTo(200);
    HttpResponse<String> refused = whoAmI();

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1000, 1200);
    assertThat(refused.body()).contains("the rate of requests exceeds API_RATE_LIMIT, 3/h");
    assertThat(health().statusCode()).isEqualTo(200);
    assertThat(Files.readString(audit.resolveSibling("audit.0")))
        .contains("audit user=producer from=127.0.0.1 action=\"POST /queues/{channel}/resume\"")
        .contains("channel=email ids=\"\" count=0 outcome=\"refused with 403\"")
        .doesNotContain(users.password());
  }

  private static HttpResponse<String> whoAmI() throws Exception {
    return Http.get(server.url("/api/v1/whoami"), RoleUsers.PRODUCER, users.password());
  }
}
