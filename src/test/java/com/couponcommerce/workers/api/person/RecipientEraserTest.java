package com.couponcommerce.workers.api.person;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.AddressReader;
import com.couponcommerce.workers.limit.RedisRateLimiter;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.DeliveryReport;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.ReportedStatus;
import com.couponcommerce.workers.message.Suppression;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.person.DeliveryReports;
import com.couponcommerce.workers.queue.person.RecipientTraces.Forgotten;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.settings.RateLimit;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import com.couponcommerce.workers.sms.NumberReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Erases a person from a real Redis. */
class RecipientEraserTest extends OnRealRedis {
  private static final QueueKeys MAILS = QueueKeys.of(Channel.EMAIL);
  private static final QueueKeys TEXTS = QueueKeys.of(Channel.SMS);
  private static final String NUMBER = "+4915123456789";
  private static final Forgotten NOTHING = new Forgotten(0, 0, 0);
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Override
  public Settings settings() {
    return new SettingsReader(name -> Optional.of(url()).filter(url -> name.equals("REDIS_URL")))
        .read();
  }

  private RecipientEraser eraser(InstantSource clock) {
    return new RecipientEraser(
        redis, List.of(new AddressReader(), new NumberReader(settings())), clock);
  }

  private Erasure erase(Channel channel, String address, boolean optOut) throws Exception {
    RecipientEraser eraser = eraser(() -> NOW);
    return eraser.erase(channel, eraser.recipient(channel, address), optOut);
  }

  private Erasure erase(String address) throws Exception {
    return erase(Channel.EMAIL, address, false);
  }

  private static String to(String name, int number) {
    return "{\"to\":\"%s@example.com\",\"body\":\"%d\",\"n\":1.10}".formatted(name, number);
  }

  private static String[] mixed(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> to(i % 10 == 3 ? "anna" : "bob", i))
        .toArray(String[]::new);
  }

  private static List<String> bobs(int count) {
    return IntStream.range(0, count).filter(i -> i % 10 != 3).mapToObj(i -> to("bob", i)).toList();
  }

  @Test
  void one_person_goes_and_everything_else_stays_in_its_order() throws Exception {
    client.rpush(MAILS.pending(), mixed(1234));
    client.rpush(MAILS.deadLetter(), mixed(777));
    client.rpush(MAILS.deadLetter(), "no json of anna@example.com", "no json of bob");
    for (int i = 0; i < 300; i++) {
      client.zadd(MAILS.retry(), i % 3, to(i % 10 == 3 ? "anna" : "bob", i));
    }

    Erasure first = erase("Anna@EXAMPLE.com");

    assertThat(first.messages().removed())
        .isEqualTo(
            Map.of(QueueState.PENDING, 124L, QueueState.DEAD_LETTER, 79L, QueueState.RETRY, 30L));
    assertThat(first.done()).isFalse();
    assertThat(client.lrange(MAILS.pending(), 0, -1)).isEqualTo(bobs(1234));
    assertThat(client.lrange(MAILS.deadLetter(), 0, -2)).isEqualTo(bobs(777));
    assertThat(client.zcard(MAILS.retry())).isEqualTo(270);

    assertThat(erase("anna@example.com"))
        .isEqualTo(new Erasure(new Erasure.Messages(Map.of(), Map.of(), 0, 0), NOTHING, true));
    assertThat(client.keys("*"))
        .containsExactlyInAnyOrder(MAILS.pending(), MAILS.deadLetter(), MAILS.retry());
  }

  @Test
  void identical_messages_all_go() throws Exception {
    for (int i = 0; i < 700; i++) {
      client.lpush(MAILS.pending(), to("anna", 1));
    }

    assertThat(erase("anna@example.com").messages().removed())
        .isEqualTo(Map.of(QueueState.PENDING, 700L));
    assertThat(client.exists(MAILS.pending())).isFalse();
  }

  @Test
  void a_message_of_several_stays_in_its_place_without_that_person() throws Exception {
    String both = "{\"to\":[\"anna@example.com\",\"bob@example.com\"],\"body\":\"b\",\"n\":1.10}";
    String rest = "{\"to\":[\"bob@example.com\"],\"body\":\"b\",\"n\":1.10}";
    client.rpush(MAILS.pending(), to("bob", 1), both, to("bob", 2));
    client.zadd(MAILS.retry(), 42, both);
    client.zadd(MAILS.retry(), 43, rest);

    Erasure erasure = erase("anna@example.com");

    // The sorted set retry would have merged the two messages.
    assertThat(erasure.messages().changed())
        .isEqualTo(Map.of(QueueState.PENDING, 1L, QueueState.RETRY, 1L));
    assertThat(client.lrange(MAILS.pending(), 0, -1))
        .containsExactly(rest, to("bob", 1), rest, to("bob", 2));
    assertThat(client.zrangeWithScores(MAILS.retry(), 0, -1))
        .singleElement()
        .satisfies(left -> assertThat(left.getScore()).isEqualTo(43));
  }

  @Test
  void what_is_being_sent_belongs_to_its_worker() throws Exception {
    client.zadd(MAILS.processing(), 1, to("anna", 1));
    client.zadd(MAILS.processing(), 1, to("bob", 1));

    Erasure erasure = erase("anna@example.com");

    assertThat(erasure.messages().inFlight()).isEqualTo(1);
    assertThat(erasure.done()).isFalse();
    assertThat(client.zcard(MAILS.processing())).isEqualTo(2);
    client.zrem(MAILS.processing(), to("anna", 1));
    assertThat(erase("anna@example.com").done()).isTrue();
  }

  @Test
  void a_long_queue_takes_several_calls_that_go_on_where_the_last_one_stopped() throws Exception {
    client.rpush(MAILS.pending(), mixed(2000));
    // Advances four seconds with each call, so that a request has time for two parts.
    InstantSource clock =
        new InstantSource() {
          private Instant now = NOW;

          @Override
          public Instant instant() {
            now = now.plusSeconds(4);
            return now;
          }
        };
    long removed = 0;
    int calls = 0;
    for (boolean done = false; !done; calls++) {
      RecipientEraser eraser = eraser(clock);
      Erasure erasure =
          eraser.erase(Channel.EMAIL, eraser.recipient(Channel.EMAIL, "anna@example.com"), false);
      removed += erasure.messages().removed().getOrDefault(QueueState.PENDING, 0L);
      done = erasure.done();
      assertThat(calls).isLessThan(20);
    }

    assertThat(removed).isEqualTo(200);
    assertThat(calls).isBetween(6, 10);
    assertThat(client.lrange(MAILS.pending(), 0, -1)).isEqualTo(bobs(2000));
    assertThat(client.keys("*")).containsExactly(MAILS.pending());
  }

  @Test
  void what_is_kept_of_a_number_goes_too_and_the_opt_out_if_wanted() throws Exception {
    new RedisRateLimiter(redis, Channel.SMS)
        .admit(RateLimit.parse("5/h").orElseThrow(), Set.of(NUMBER));
    for (String id : List.of("m1", "m2")) {
      new DeliveryReports(redis, Channel.SMS)
          .keep(
              new DeliveryReport(
                  new MessageId(id),
                  Instant.now(),
                  new DeliveryReport.Outcome(
                      ReportedStatus.FAILED, Optional.of("30005"), Suppression.WHEN_REPEATED),
                  "SM1",
                  Optional.of(new PhoneNumber(NUMBER))));
    }
    client.lpush(TEXTS.pending(), "{\"to\":\"" + NUMBER + "\",\"body\":\"b\"}");

    Erasure kept = erase(Channel.SMS, NUMBER, false);

    assertThat(kept.messages().removed()).isEqualTo(Map.of(QueueState.PENDING, 1L));
    assertThat(kept.forgotten()).isEqualTo(new Forgotten(2, 2, 0));
    assertThat(client.keys("*")).containsExactlyInAnyOrder(TEXTS.optedOut(), TEXTS.erased(NUMBER));
    assertThat(erase(Channel.SMS, NUMBER, true).forgotten()).isEqualTo(new Forgotten(0, 0, 1));
    assertThat(client.keys("*")).containsExactly(TEXTS.erased(NUMBER));
    assertThat(erase(Channel.SMS, NUMBER, true).done()).isTrue();
  }

  @Test
  void a_full_redis_erases_too() throws Exception {
    client.rpush(MAILS.pending(), mixed(700));
    client.rpush(TEXTS.pending(), "{\"to\":\"" + NUMBER + "\",\"body\":\"b\"}");
    client.configSet("maxmemory", "1");

    assertThat(erase("anna@example.com").messages().removed())
        .isEqualTo(Map.of(QueueState.PENDING, 70L));
    assertThat(erase("anna@example.com").done()).isTrue();
    assertThat(erase(Channel.SMS, NUMBER, true).messages().removed())
        .isEqualTo(Map.of(QueueState.PENDING, 1L));
    assertThat(erase(Channel.SMS, NUMBER, true).done()).isTrue();
  }

  @Test
  void what_is_too_large_to_be_read_is_counted() throws Exception {
    client.lpush(MAILS.deadLetter(), to("bob", 1), "x".repeat(2 << 20), to("anna", 2));

    Erasure erasure = erase("anna@example.com");

    assertThat(erasure.messages().unread()).isEqualTo(1);
    assertThat(erasure.messages().removed()).isEqualTo(Map.of(QueueState.DEAD_LETTER, 1L));
    assertThat(erase("anna@example.com").done()).isTrue();
    assertThat(client.llen(MAILS.deadLetter())).isEqualTo(2);
  }

  /** Prints the duration; a slow machine is no failure. */
  @Tag("timing")
  @Test
  void a_million_messages() throws Exception {
    for (int i = 0; i < 1000; i++) {
      client.rpush(MAILS.pending(), bobs(1110).toArray(String[]::new));
      client.rpush(MAILS.pending(), to("anna", i));
    }
    long begun = System.nanoTime();
    int calls = 0;
    long removed = 0;
    for (boolean done = false; !done; calls++) {
      RecipientEraser eraser = eraser(InstantSource.system());
      Erasure erasure =
          eraser.erase(Channel.EMAIL, eraser.recipient(Channel.EMAIL, "anna@example.com"), false);
      removed += erasure.messages().removed().getOrDefault(QueueState.PENDING, 0L);
      done = erasure.done();
    }

    System.out.printf(
        "erased %d of 1,000,000 in %d calls, %d ms%n",
        removed, calls, Duration.ofNanos(System.nanoTime() - begun).toMillis());
    assertThat(removed).isEqualTo(1000);
  }
}
