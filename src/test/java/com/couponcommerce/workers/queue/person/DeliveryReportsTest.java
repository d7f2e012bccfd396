package com.couponcommerce.workers.queue.person;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.DeliveryReport;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.ReportedStatus;
import com.couponcommerce.workers.message.Suppression;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.person.DeliveryReports.Latest;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisGuide;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests with the user of docs/redis.md, which may call the commands listed there only. */
class DeliveryReportsTest extends OnRealRedis {
  private static final PhoneNumber NUMBER = new PhoneNumber("+4915123456789");
  private static final QueueKeys KEYS = QueueKeys.of(Channel.SMS);

  private DeliveryReports reports;

  @BeforeEach
  void open() {
    reports = new DeliveryReports(redis, Channel.SMS);
  }

  @Override
  public String url() {
    RedisGuide.defineUsers(server().port());
    return RedisGuide.application(server().port());
  }

  private DeliveryReport report(String id, ReportedStatus status) {
    return report(id, "SM1", status, Suppression.NEVER);
  }

  private DeliveryReport report(
      String id, String providerId, ReportedStatus status, Suppression suppression) {
    return report(id, redisTime(), providerId, status, suppression);
  }

  private static DeliveryReport report(
      String id, Instant sent, String providerId, ReportedStatus status, Suppression suppression) {
    Optional<String> code =
        suppression == Suppression.NEVER ? Optional.empty() : Optional.of("30005");
    return new DeliveryReport(
        new MessageId(id),
        sent,
        new DeliveryReport.Outcome(status, code, suppression),
        providerId,
        Optional.of(NUMBER));
  }

  private DeliveryReport hardFailure(String id) {
    return report(id, "SM1", ReportedStatus.UNDELIVERED, Suppression.WHEN_REPEATED);
  }

  private Optional<String> status(String id) {
    return reports.find(new MessageId(id)).map(Latest::status);
  }

  private boolean optedOut() {
    return new RedisOptOutList(redis, Channel.SMS).contains(NUMBER.e164());
  }

  @Test
  void a_report_is_kept_for_a_week_with_the_time_of_redis() {
    Instant before = redisTime();

    assertThat(reports.keep(hardFailure("m1"))).isEqualTo(ReportResult.NEW);

    Latest latest = reports.find(new MessageId("m1")).orElseThrow();
    assertThat(latest.status()).isEqualTo("undelivered");
    assertThat(latest.code()).hasValue("30005");
    assertThat(latest.providerId()).isEqualTo("SM1");
    assertThat(latest.at()).isBetween(before, before.plusSeconds(60));
    assertThat(Duration.ofMillis(client.pttl(KEYS.delivery(new MessageId("m1")))))
        .isBetween(Duration.ofDays(7).minusMinutes(1), Duration.ofDays(7));
    assertThat(reports.find(new MessageId("m2"))).isEmpty();
  }

  private Instant redisTime() {
    Object seconds = ((List<?>) client.eval("return redis.call('TIME')")).get(0);
    return Instant.ofEpochSecond(Long.parseLong(String.valueOf(seconds)));
  }

  @ParameterizedTest
  @CsvSource({
    "QUEUED, SENT, sent",
    "SENT, SENT, sent",
    "DELIVERED, SENT, delivered",
    "UNDELIVERED, QUEUED, undelivered",
    "DELIVERED, FAILED, delivered",
    "FAILED, DELIVERED, failed",
    "DELIVERED, READ, read",
    "READ, DELIVERED, read"
  })
  void whatever_comes_late_or_twice_takes_nothing_back(
      ReportedStatus first, ReportedStatus second, String kept) {
    reports.keep(report("m1", first));

    ReportResult answer = reports.keep(report("m1", second));

    assertThat(status("m1")).hasValue(kept);
    assertThat(answer).isEqualTo(kept.equals(first.id()) ? ReportResult.KNOWN : ReportResult.NEW);
  }

  @Test
  void the_latest_failures_are_counted_and_no_more() {
    for (int i = 0; i < 4; i++) {
      reports.keep(hardFailure("m" + i));
    }

    assertThat(client.zcard(KEYS.undeliverable(NUMBER.e164()))).isEqualTo(2);
  }

  @Test
  void a_failure_that_opts_out_at_once_is_not_counted_and_moves_no_earlier_opt_out() {
    client.zadd(KEYS.optedOut(), 1000, NUMBER.e164());

    ReportResult answer =
        reports.keep(report("m1", "SM1", ReportedStatus.UNDELIVERED, Suppression.AT_ONCE));

    assertThat(answer).isEqualTo(ReportResult.NEW);
    assertThat(client.exists(KEYS.undeliverable(NUMBER.e164()))).isFalse();
    assertThat(client.zscore(KEYS.optedOut(), NUMBER.e164())).isEqualTo(1000);
  }

  @Test
  void another_try_starts_over_unless_the_text_has_arrived() {
    reports.keep(report("m1", "SM1", ReportedStatus.FAILED, Suppression.NEVER));
    reports.keep(report("m1", "SM2", ReportedStatus.QUEUED, Suppression.NEVER));
    assertThat(status("m1")).hasValue("queued");

    reports.keep(report("m1", "SM2", ReportedStatus.DELIVERED, Suppression.NEVER));
    reports.keep(report("m1", "SM1", ReportedStatus.UNDELIVERED, Suppression.NEVER));
    assertThat(status("m1")).hasValue("delivered");
  }

  @Test
  void copies_of_the_reports_of_two_attempts_in_turn_change_nothing() {
    Instant now = redisTime();
    List<DeliveryReport> copies =
        List.of(
            of(now.minusSeconds(60), "SM1", ReportedStatus.FAILED),
            of(now, "SM2", ReportedStatus.QUEUED),
            of(now, "SM2", ReportedStatus.FAILED));
    copies.forEach(report -> assertThat(reports.keep(report)).isEqualTo(ReportResult.NEW));
    copies.forEach(report -> assertThat(reports.keep(report)).isEqualTo(ReportResult.KNOWN));

    DeliveryReport lateArrival = of(now.minusSeconds(60), "SM1", ReportedStatus.DELIVERED);
    assertThat(reports.keep(lateArrival)).isEqualTo(ReportResult.NEW);
    assertThat(status("m1")).hasValue("delivered");
    DeliveryReport secondArrival = of(now, "SM2", ReportedStatus.DELIVERED);
    assertThat(reports.keep(secondArrival)).isEqualTo(ReportResult.NEW);
    copies.forEach(report -> assertThat(reports.keep(report)).isEqualTo(ReportResult.KNOWN));
    assertThat(reports.keep(lateArrival)).isEqualTo(ReportResult.KNOWN);
    assertThat(reports.keep(secondArrival)).isEqualTo(ReportResult.KNOWN);
  }

  private static DeliveryReport of(Instant sent, String providerId, ReportedStatus status) {
    return report("m1", sent, providerId, status, Suppression.NEVER);
  }

  @Test
  void who_wrote_stop_is_opted_out_at_once() {
    assertThat(reports.keep(report("m1", "SM1", ReportedStatus.FAILED, Suppression.AT_ONCE)))
        .isEqualTo(ReportResult.NEW_AND_OPTED_OUT);

    assertThat(optedOut()).isTrue();
  }

  @Test
  void a_number_that_two_texts_could_not_reach_is_opted_out() {
    reports.keep(hardFailure("m1"));
    reports.keep(hardFailure("m1"));
    reports.keep(report("m1", "SM2", ReportedStatus.UNDELIVERED, Suppression.WHEN_REPEATED));
    assertThat(optedOut()).isFalse();

    assertThat(reports.keep(hardFailure("m2"))).isEqualTo(ReportResult.NEW_AND_OPTED_OUT);
    assertThat(optedOut()).isTrue();
    assertThat(reports.keep(hardFailure("m3"))).isEqualTo(ReportResult.NEW);
  }

  @Test
  void a_text_that_arrives_forgets_the_failures_before() {
    reports.keep(hardFailure("m1"));
    reports.keep(report("m2", ReportedStatus.DELIVERED));
    reports.keep(hardFailure("m3"));

    assertThat(optedOut()).isFalse();
  }

  @Test
  void a_report_without_a_number_is_kept_and_counts_for_nobody() {
    DeliveryReport report =
        new DeliveryReport(
            new MessageId("m1"),
            redisTime(),
            new DeliveryReport.Outcome(
                ReportedStatus.FAILED, Optional.empty(), Suppression.AT_ONCE),
            "SM1",
            Optional.empty());

    assertThat(reports.keep(report)).isEqualTo(ReportResult.NEW);
    assertThat(client.keys("queue:sms:*")).containsExactly("queue:sms:delivery:m1");
  }

  @Test
  void every_key_ends_by_itself_and_none_shows_the_number() {
    reports.keep(hardFailure("m1"));
    for (int i = 0; i < 1100; i++) {
      reports.keep(report("n" + i, ReportedStatus.SENT));
    }

    assertThat(client.keys("*")).noneMatch(key -> key.contains("15123456789"));
    assertThat(client.keys("*")).allSatisfy(key -> assertThat(client.pttl(key)).isPositive());
    assertThat(client.zcard(KEYS.reported(NUMBER.e164()))).isEqualTo(1000);
  }

  @Test
  void a_full_redis_still_takes_a_stop() {
    client.configSet("maxmemory-policy", "noeviction");
    client.configSet("maxmemory", "1");

    reports.keep(report("m1", "SM1", ReportedStatus.FAILED, Suppression.AT_ONCE));

    assertThat(optedOut()).isTrue();
  }

  @Test
  void a_copy_of_an_old_report_brings_no_opt_out_back() {
    DeliveryReport stop =
        report(
            "m1",
            redisTime().minus(DeliveryReports.KEPT).minusSeconds(1),
            "SM1",
            ReportedStatus.FAILED,
            Suppression.AT_ONCE);

    assertThat(reports.keep(stop)).isEqualTo(ReportResult.KNOWN);
    assertThat(client.keys("*")).isEmpty();
  }

  @Test
  void a_copy_of_a_report_from_before_an_erasure_brings_nothing_back() {
    DeliveryReport stop = report("m1", "SM1", ReportedStatus.FAILED, Suppression.AT_ONCE);
    reports.keep(stop);
    new RecipientTraces(redis, Channel.SMS).forget(NUMBER.e164(), true);

    assertThat(reports.keep(stop)).isEqualTo(ReportResult.KNOWN);
    assertThat(optedOut()).isFalse();
    assertThat(client.keys("*")).containsExactly(KEYS.erased(NUMBER.e164()));
    assertThat(Duration.ofMillis(client.pttl(KEYS.erased(NUMBER.e164()))))
        .isBetween(DeliveryReports.KEPT.minusMinutes(1), DeliveryReports.KEPT);

    Instant later = redisTime().plusSeconds(1);
    reports.keep(report("m2", later, "SM2", ReportedStatus.FAILED, Suppression.AT_ONCE));
    assertThat(optedOut()).isTrue();
  }
}
