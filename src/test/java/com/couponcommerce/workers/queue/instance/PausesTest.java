package com.couponcommerce.workers.queue.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.QueueCounts;
import com.couponcommerce.workers.queue.RedisMessageQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pausing a channel for all instances, on a real Redis. */
class PausesTest extends OnRealRedis {
  private static final String KEY = "queue:email:paused";

  private Pauses pauses;

  @BeforeEach
  void enqueue() {
    pauses = new Pauses(redis, Channel.EMAIL);
    client.lpush("queue:email:pending", "{\"id\":\"m1\"}");
    client.lpush("queue:sms:pending", "{\"id\":\"m2\"}");
  }

  @Test
  void nothing_is_claimed_from_a_paused_channel_and_the_other_one_goes_on() {
    pauses.pause("the relay moves", "anna", Optional.empty());

    Claim claim = new RedisMessageQueue(redis, Channel.EMAIL).claim(10);

    assertThat(claim.paused()).isTrue();
    assertThat(claim.foundNothing()).isTrue();
    assertThat(new QueueCounter(redis).count(Channel.EMAIL)).isEqualTo(new QueueCounts(1, 0, 0, 0));
    assertThat(new RedisMessageQueue(redis, Channel.SMS).claim(10).leases()).hasSize(1);
  }

  @Test
  void after_a_resume_messages_are_claimed_again() {
    pauses.pause("the relay moves", "anna", Optional.empty());

    assertThat(pauses.resume()).isTrue();
    assertThat(pauses.resume()).isFalse();

    assertThat(pauses.current()).isEmpty();
    Claim claim = new RedisMessageQueue(redis, Channel.EMAIL).claim(10);
    assertThat(claim.paused()).isFalse();
    assertThat(claim.leases()).hasSize(1);
  }

  @Test
  void a_pause_tells_why_who_since_when_and_until_when() {
    Instant until = pauses.now().plus(Duration.ofMinutes(30)).plusMillis(7);
    Instant whole = Instant.ofEpochMilli(until.toEpochMilli());

    OperatorPause made = pauses.pause("\"quoted\" \u00fcber", "anna", Optional.of(whole));

    assertThat(pauses.current()).contains(made);
    assertThat(made.until()).contains(whole);
    assertThat(made.at().orElseThrow()).isBefore(whole);
    assertThat(client.pexpireTime(KEY)).isEqualTo(whole.toEpochMilli());
  }

  @Test
  void the_last_pause_is_the_one_that_holds() {
    pauses.pause("first", "anna", Optional.of(pauses.now().plus(Duration.ofMinutes(30))));
    pauses.pause("second", "bert", Optional.empty());

    OperatorPause current = pauses.current().orElseThrow();

    assertThat(current.reason()).contains("second");
    assertThat(current.until()).isEmpty();
    assertThat(client.pttl(KEY)).isEqualTo(-1);
  }

  @Test
  void a_pause_ends_by_itself() {
    pauses.pause("short", "anna", Optional.of(pauses.now().plusMillis(50)));

    await().until(() -> pauses.current().isEmpty());

    assertThat(new RedisMessageQueue(redis, Channel.EMAIL).claim(1).leases()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maintenance", "", "{\"reason\":", "[]", "{\"reason\":7}", "{}", "\n"})
  void whatever_somebody_sets_by_hand_pauses(String value) {
    client.set(KEY, value);

    assertThat(new RedisMessageQueue(redis, Channel.EMAIL).claim(1).paused()).isTrue();
    assertThat(pauses.current()).isPresent();
    client.del(KEY);
    assertThat(new RedisMessageQueue(redis, Channel.EMAIL).claim(1).paused()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "maintenance,maintenance",
    "' the relay\n moves ',the relay  moves",
    "ask user@example.com,ask u***@example.com",
    "{\"reason\":7},{\"reason\":7}"
  })
  void what_somebody_wrote_by_hand_is_the_reason(String value, String reason) {
    client.set(KEY, value);

    assertThat(pauses.current().orElseThrow().reason()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "{}"})
  void nothing_is_no_reason(String value) {
    client.set(KEY, value);

    assertThat(pauses.current().orElseThrow().reason()).isEmpty();
  }

  @Test
  void of_a_long_text_the_beginning_is_the_reason() {
    client.set(KEY, "x".repeat(195) + " user@example.com " + "y".repeat(5000));

    String reason = pauses.current().orElseThrow().reason().orElseThrow();

    assertThat(reason).hasSize(201).startsWith("xxx").endsWith("\u2026").doesNotContain("user");
  }

  @Test
  void a_pause_of_another_type_pauses_too_and_can_be_ended() {
    client.rpush(KEY, "a mistake");

    assertThat(new RedisMessageQueue(redis, Channel.EMAIL).claim(1).paused()).isTrue();
    assertThat(pauses.resume()).isTrue();
  }

  @Test
  void retries_are_promoted_and_lost_leases_reclaimed_in_a_pause() {
    MessageQueue queue = new RedisMessageQueue(redis, Channel.EMAIL);
    Lease lease = queue.claim(1).leases().get(0);
    client.zadd("queue:email:retry", 1, "{\"id\":\"m3\"}");
    pauses.pause("the relay moves", "anna", Optional.empty());

    assertThat(queue.promote(10).moved()).isEqualTo(1);
    assertThat(queue.reclaim(lease, Payload.of("{\"id\":\"m1\",\"retries\":1}"))).isTrue();

    assertThat(new QueueCounter(redis).count(Channel.EMAIL)).isEqualTo(new QueueCounts(2, 0, 0, 0));
  }

  @Test
  void a_full_redis_can_be_paused() {
    client.configSet("maxmemory", "1");

    pauses.pause("it is full", "anna", Optional.empty());

    assertThat(pauses.current()).isPresent();
    assertThat(pauses.resume()).isTrue();
  }
}
