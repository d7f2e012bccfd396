package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.testkit.server.RoleUsers;
import com.couponcommerce.workers.testkit.sms.StubReply;
import com.couponcommerce.workers.testkit.sms.StubScript;
import com.couponcommerce.workers.testkit.smtp.SmtpBarrier;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Command;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import com.couponcommerce.workers.worker.Build;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ClientKillParams;

/** Checks the metrics that Prometheus reads from the server's own {@code /metrics}. */
class MetricsIT extends DeployedWar {
  /** Default of EMAIL_CONCURRENCY. */
  private static final int SLOTS = 16;

  /** Most messages that wait beside those being sent: three batches. */
  private static final int WAITING = 150;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHANNEL = "channel";
  private static final String CODE = "code";

  private ChannelQueue queue;

  @BeforeEach
  void emptyQueueAndMailbox() {
    queue = ChannelQueue.emails(redis());
    queue.clear();
    smtp().script(SmtpScript.usual());
    smtp().password(Servers.PASSWORD);
    // Messages of the previous test in flight would take slots from those of this one.
    await().atMost(PATIENCE).until(() -> scrape().sum("in_flight", CHANNEL, "email") == 0);
    smtp().forgetMails();
  }

  @AfterEach
  void workAgain() {
    smtp().script(SmtpScript.usual());
    smtp().password(Servers.PASSWORD);
    queue.clear();
    queue.close();
  }

  static Exposition scrape() {
    try {
      HttpResponse<String> response = getAs(RoleUsers.VIEWER, "/metrics?scope=application");
      assertThat(response.statusCode()).isEqualTo(200);
      return Exposition.parse(response.body());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String to(String recipient) {
    return "{\"to\":\"%s\",\"subject\":\"s\",\"body\":\"b\"}".formatted(recipient);
  }

  private static Reply answer(Command command) {
    if (command.stage() != Stage.RCPT) {
      return Reply.usual();
    }
    return command.line().contains("busy@")
        ? Reply.say("450 4.2.1 mailbox busy")
        : command.line().contains("unknown@") ? Reply.say("550 5.1.1 no such user") : Reply.usual();
  }

  @Test
  void each_counter_counts_its_events() {
    Exposition before = scrape();
    smtp().script(MetricsIT::answer);

    queue.push(Samples.emails(5));
    queue.push(to("unknown@example.com"), to("busy@example.com"), "not json");
    await().atMost(PATIENCE).until(() -> queue.deadLetterCount() == 3 && queue.underWay() == 0);

    // The worker counts a message right after Redis has confirmed its end.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Growth grown = new Growth(before, scrape());
              assertThat(grown.of("claimed_total")).isEqualTo(5 + 1 + 3 + 1);
              assertThat(grown.of("delivered_total")).isEqualTo(5);
              assertThat(grown.of("retried_total")).isEqualTo(2);
              assertThat(grown.of("dead_lettered_total")).isEqualTo(3);
              assertThat(grown.of("dead_lettered_total", "reason", "recipient_refused")).isOne();
              assertThat(grown.of("dead_lettered_total", "reason", "retries_exhausted")).isOne();
              assertThat(grown.of("dead_lettered_total", "reason", "invalid")).isOne();
              assertThat(grown.of("failures_total", "class", "PERM_RECIPIENT")).isOne();
              assertThat(grown.of("failures_total", "class", "TRANS_RECIPIENT")).isEqualTo(3);
              assertThat(grown.of("dead_lettered_by_code_total", CODE, "550")).isOne();
              assertThat(grown.of("dead_lettered_by_code_total", CODE, "450")).isOne();
              assertThat(grown.of("dead_lettered_by_code_total", CODE, "invalid")).isOne();
              assertThat(grown.of("failures_by_code_total", CODE, "550")).isOne();
              assertThat(grown.of("failures_by_code_total", CODE, "450")).isEqualTo(3);
              assertThat(grown.of("send_duration_seconds_count")).isEqualTo(5 + 1 + 3);
              assertThat(grown.of("send_duration_seconds_bucket", "le", "+Inf")).isEqualTo(9);
              assertThat(grown.of("send_duration_seconds_bucket", "le", "60.0")).isEqualTo(9);
              assertThat(grown.of("send_duration_seconds_sum")).isPositive();
              assertThat(grown.of("leases_lost_total")).isZero();
              assertThat(grown.of("reclaimed_total")).isZero();
            });
  }

  @Test
  void waits_and_duplicates_are_counted() {
    Exposition before = scrape();
    String made = Instant.now().minusSeconds(100).toString();
    String dated =
        "{\"id\":\"once\",\"to\":\"a@example.com\",\"subject\":\"s\",\"body\":\"b\",\"createdAt\":\"%s\"}"
            .formatted(made);

    queue.push(dated, to("b@example.com"));
    await().atMost(PATIENCE).until(() -> smtp().mails().size() == 2 && queue.underWay() == 0);
    queue.push(dated);
    await().atMost(PATIENCE).until(() -> queue.deadLetterCount() == 1);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Growth grown = new Growth(before, scrape());
              assertThat(grown.of("wait_duration_seconds_count")).isOne();
              assertThat(grown.of("wait_duration_seconds_sum")).isBetween(100.0, 250.0);
              assertThat(grown.of("wait_duration_seconds_bucket", "le", "60.0")).isZero();
              assertThat(grown.of("wait_duration_seconds_bucket", "le", "300.0")).isOne();
              assertThat(grown.of("duplicates_suppressed_total")).isOne();
              assertThat(grown.of("dead_lettered_by_code_total", CODE, "already_sent")).isOne();
            });
  }

  @Test
  void sms_count_in_segments_and_wait_for_permits_after_too_many_requests() {
    double segments = scrape().sum("sms_segments_total");
    AtomicInteger posts = new AtomicInteger();
    smsStub()
        .script(
            request ->
                request.isPost() && posts.incrementAndGet() == 20
                    ? StubReply.twilioError(429, 20429, "Too Many Requests")
                    : StubReply.usual());
    try (ChannelQueue sms = ChannelQueue.sms(redis())) {
      String twoSegments = "{\"to\":\"+4915123456789\",\"body\":\"" + "x".repeat(161) + "\"}";
      sms.push(Samples.smsMessages(30));
      await()
          .atMost(PATIENCE)
          .until(() -> scrape().sum("failures_by_code_total", CODE, "20429") > 0);
      sms.push(Samples.smsMessages(20));
      sms.push(twoSegments);
      await().atMost(PATIENCE).until(() -> sms.underWay() == 0);
    } finally {
      smsStub().script(StubScript.usual());
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Exposition now = scrape();
              assertThat(now.sum("sms_segments_total") - segments).isEqualTo(30 + 20 + 2);
              assertThat(now.sum("rate_limit_wait_seconds_count", CHANNEL, "sms")).isPositive();
              assertThat(now.sum("rate_limit_wait_seconds_sum", CHANNEL, "sms")).isPositive();
            });
  }

  @Test
  void calls_connections_and_reconnects_of_redis_are_measured() {
    Exposition before = scrape();
    try (Jedis admin = new Jedis("127.0.0.1", redis().port())) {
      admin
          .clientList()
          .lines()
          .filter(client -> client.contains(" name=coupon-workers-"))
          .map(client -> client.replaceFirst("id=(\\d+).*", "$1"))
          .forEach(id -> admin.clientKill(new ClientKillParams().id(id)));
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Exposition now = scrape();
              assertThat(reconnects(now)).isGreaterThan(reconnects(before));
              assertThat(claims(now, "count")).isGreaterThan(claims(before, "count"));
              assertThat(claims(now, "sum")).isGreaterThan(claims(before, "sum"));
              assertThat(
                      now.sum(
                          "redis_script_duration_seconds_bucket", "script", "claim", "le", "+Inf"))
                  .isEqualTo(claims(now, "count"));
              assertThat(connections(now, "redis", "idle")).isPositive();
              assertThat(connections(now, "redis", "in_use")).isPositive();
              assertThat(now.sum("redis_connection_waiters")).isZero();
            });
  }

  private static double reconnects(Exposition exposition) {
    return exposition.sum("redis_reconnects_total", "pool", "work");
  }

  private static double claims(Exposition exposition, String part) {
    return exposition.sum("redis_script_duration_seconds_" + part, "script", "claim");
  }

  private static double connections(Exposition exposition, String to, String state) {
    return exposition.sum(to + "_connections", "state", state);
  }

  @Test
  void the_gauges_show_the_queue_and_the_instance() {
    try (SmtpBarrier barrier = SmtpBarrier.before(Stage.RCPT)) {
      smtp().script(barrier);
      queue.push(Samples.emails(200));

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Exposition now = scrape();
                assertThat(now.sum("redis_up")).isOne();
                double claimed = now.sum("in_flight", CHANNEL, "email");
                assertThat(claimed).isBetween((double) SLOTS, (double) SLOTS + WAITING);
                assertThat(messages(now, "processing")).isEqualTo(claimed);
                assertThat(messages(now, "pending")).isEqualTo(200 - claimed);
                assertThat(now.sum("oldest_pending_seconds", CHANNEL, "email")).isPositive();
                assertThat(now.sum("oldest_claim_seconds", CHANNEL, "email")).isPositive();
                assertThat(now.sum("oldest_lease_seconds", CHANNEL, "email")).isPositive();
                assertThat(connections(now, "provider", "in_use")).isEqualTo(SLOTS);
              });
    }
    await().atMost(PATIENCE).until(() -> queue.underWay() == 0);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Exposition now = scrape();
              assertThat(now.sum("in_flight", CHANNEL, "email")).isZero();
              assertThat(messages(now, "pending")).isZero();
              assertThat(now.sum("oldest_pending_seconds", CHANNEL, "email")).isZero();
              assertThat(now.sum("oldest_lease_seconds", CHANNEL, "email")).isZero();
              assertThat(connections(now, "provider", "in_use")).isZero();
              assertThat(connections(now, "provider", "idle")).isPositive();
            });
  }

  private static double messages(Exposition exposition, String state) {
    return exposition.sum("queue_messages", CHANNEL, "email", "state", state);
  }

  @Test
  void a_pause_is_shown_with_its_cause() {
    smtp().password("changed");
    smtp().closeConnections();
    queue.push(Samples.emails(20));

    await().atMost(PATIENCE).until(() -> paused(scrape()) == 1);
    assertThat(scrape().sum("channel_paused", CHANNEL, "email")).isOne();
    assertThat(scrape().sum("provider_paused", "provider", "smtp", "class", "CONFIG")).isOne();
    assertThat(scrape().sum("provider_paused", CHANNEL, "email")).isOne();

    smtp().password(Servers.PASSWORD);
    await().atMost(PATIENCE).until(() -> paused(scrape()) == 0);
  }

  @Test
  void an_operators_pause_is_shown_as_one() {
    queue.redis().set("queue:email:paused", "{}");
    await().atMost(PATIENCE).until(() -> byOperator(scrape()) == 1);

    queue.redis().del("queue:email:paused");
    await().atMost(PATIENCE).until(() -> byOperator(scrape()) == 0);
  }

  private static double byOperator(Exposition exposition) {
    return exposition.sum("channel_paused", CHANNEL, "email", "class", "OPERATOR");
  }

  private static double paused(Exposition exposition) {
    return exposition.sum("channel_paused", CHANNEL, "email", "class", "CONFIG");
  }

  @Test
  void the_build_is_shown() {
    assertThat(
            scrape()
                .sum(
                    "build_info",
                    "version",
                    Build.THIS.version(),
                    "revision",
                    Build.THIS.revision()))
        .isOne();
  }

  @Test
  void the_times_of_the_start_and_the_last_poll_are_shown() {
    double started = scrape().sum("start_time_seconds");
    double polled = scrape().sum("last_poll_timestamp_seconds", CHANNEL, "email");

    assertThat(started).isBetween(1.7e9, System.currentTimeMillis() / 1000.0);
    assertThat(polled).isGreaterThan(started);
    await()
        .atMost(PATIENCE)
        .until(() -> scrape().sum("last_poll_timestamp_seconds", CHANNEL, "email") > polled);
    Exposition later = scrape();
    assertThat(later.sum("start_time_seconds")).isEqualTo(started);
    assertThat(later.sum("uptime_seconds"))
        .isCloseTo(System.currentTimeMillis() / 1000.0 - started, within(5.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics?scope=application", "/metrics"})
  void each_metric_has_its_type(String path) throws Exception {
    HttpResponse<String> response = getAs(RoleUsers.VIEWER, path);
    List<String> types =
        response
            .body()
            .lines()
            .filter(line -> line.startsWith("# TYPE coupon_workers_"))
            .map(line -> line.substring("# TYPE coupon_workers_".length()))
            .toList();

    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .matches("text/plain; ?version=0\\.0\\.4; ?charset=utf-8");
    assertThat(types)
        .hasSizeGreaterThan(30)
        .doesNotHaveDuplicates()
        .contains(
            "send_duration_seconds histogram",
            "wait_duration_seconds histogram",
            "redis_script_duration_seconds histogram",
            "rate_limit_wait_seconds summary",
            "in_flight gauge",
            "claimed_total counter")
        .noneMatch(type -> type.matches(".*_(bucket|sum|count) .*"))
        .allMatch(type -> type.contains("_total ") == type.endsWith(" counter"));
  }

  @Test
  void every_query_of_the_alerts_and_the_dashboard_names_existing_metrics() throws Exception {
    Exposition now = scrape();

    assertThat(Queries.ofAlerts()).hasSizeGreaterThan(10);
    assertThat(Queries.missing(now, Queries.ofAlerts())).isEmpty();
    assertThat(Queries.ofDashboard()).hasSizeGreaterThan(20);
    assertThat(Queries.missing(now, Queries.ofDashboard())).isEmpty();
    assertThat(
            Queries.missing(now, List.of("sum by (chanel) (coupon_workers_clamed_total{a=\"b\"})")))
        .hasSize(4);
  }

  @Test
  void the_documents_name_existing_metrics() throws Exception {
    Set<String> names = scrape().names();

    assertThat(Queries.names(Files.readString(Path.of("docs/monitoring.md"))))
        .containsExactlyElementsOf(names);
    for (String page : List.of("README.md", "docs/operations.md")) {
      assertThat(Queries.names(Files.readString(Path.of(page)))).isSubsetOf(names);
    }
  }

  @Test
  void the_health_of_redis_and_the_metrics_agree() throws Exception {
    queue.redis().lpush("queue:email:dead_letter", "x", "y", "z");
    Exposition health = Exposition.parse(get("/api/v1/health/redis", "text/plain").body());

    assertThat(health.sum("queue_messages", "state", "dead_letter")).isEqualTo(3);
    assertThat(scrape().names()).containsAll(health.names());
    await()
        .atMost(PATIENCE)
        .until(() -> scrape().sum("queue_messages", "state", "dead_letter") == 3);
  }

  /** The growth of the e-mail channel's metrics between two scrapes. */
  private record Growth(Exposition before, Exposition after) {
    double of(String name, String... labels) {
      String[] all = new String[labels.length + 2];
      all[0] = CHANNEL;
      all[1] = "email";
      System.arraycopy(labels, 0, all, 2, labels.length);
      return after.sum(name, all) - before.sum(name, all);
    }
  }
}
