package com.couponcommerce.workers.queue.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to compute hidden parts of a message from what the API gives out. */
class QueueSecretTest extends OnRealRedis {
  private static final String KEY = QueueKeys.of(Channel.SMS).secret();

  private final AtomicLong nanos = new AtomicLong();

  private QueueSecret secret() {
    return new QueueSecrets(redis, nanos::get).of(Channel.SMS);
  }

  private static Payload code(int digits) {
    return Payload.of(
        String.format(Locale.ROOT, "{\"to\":\"+4915123456789\",\"body\":\"Code %06d\"}", digits));
  }

  private static FoundMessage retried(Payload payload) {
    return new FoundMessage(QueueState.RETRY, payload, payload.size(), 0, "1700000000000");
  }

  /** All that a viewer sees of a message that may be guessed from a digest. */
  private String seen(Payload payload) {
    FoundMessage message = retried(payload);
    Cursor behind = new Window(1, Cursor.start(QueueState.RETRY), List.of(message)).behind(1);
    String cursor = secret().seal(behind);
    return String.join(
        " ",
        cursor,
        new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1),
        secret().entry(message),
        MaskedPayload.json(payload),
        MaskedPayload.json(Payload.of("x" + new String(payload.bytes(), StandardCharsets.UTF_8))),
        payload.toString());
  }

  @Test
  void a_one_time_code_cannot_be_computed_from_what_a_viewer_sees() {
    String seen = seen(code(482_193));

    // What an attacker does who knows all of the message but its code.
    assertThat(
            IntStream.range(480_000, 485_000)
                .mapToObj(QueueSecretTest::code)
                .filter(
                    guess ->
                        seen.contains(Digest.sha1(guess.bytes()).substring(0, 16))
                            || seen.contains(Digest.sha256(guess.bytes()).substring(0, 16))))
        .isEmpty();
    assertThat(seen).doesNotContain("482193");
  }

  @Test
  void all_instances_name_a_message_alike_and_others_differently() {
    assertThat(secret().entry(code(1)))
        .matches("[0-9a-f]{32}")
        .isEqualTo(secret().entry(retried(code(1))))
        .isNotEqualTo(secret().entry(code(2)));
    assertThat(client.get(KEY)).matches("[0-9a-f]{64}");
  }

  @Test
  void a_position_is_read_back_by_every_instance() {
    Cursor cursor = Cursor.place(QueueState.DEAD_LETTER, 17);

    assertThat(secret().open(secret().seal(cursor))).contains(cursor);
    assertThat(secret().seal(cursor)).isNotEqualTo(secret().seal(cursor));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "%", "cmV0cnkgMSAwIA", "AAAAAAAAAAAAAAAAAAAA"})
  void a_position_that_was_made_up_is_none(String text) {
    assertThat(secret().open(text)).isEmpty();
    assertThat(secret().open(Cursor.start(QueueState.RETRY).toString())).isEmpty();
  }

  @Test
  void a_position_that_was_changed_is_none() {
    byte[] sealed = Base64.getUrlDecoder().decode(secret().seal(Cursor.start(QueueState.RETRY)));
    sealed[sealed.length - 20] ^= 1;

    assertThat(secret().open(Base64.getUrlEncoder().encodeToString(sealed))).isEmpty();
  }

  @Test
  void after_flushall_all_instances_take_the_new_secret_within_a_second() {
    QueueSecrets instance = new QueueSecrets(redis, nanos::get);
    String before = instance.of(Channel.SMS).entry(code(1));

    client.flushAll();
    String other = secret().entry(code(1));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(instance.of(Channel.SMS).entry(code(1))).isEqualTo(other).isNotEqualTo(before);
  }

  @Test
  void while_redis_is_silent_one_request_waits_a_second_and_the_others_fail_at_once() {
    QueueSecrets instance = new QueueSecrets(redis, nanos::get);
    server().freeze();
    try {
      assertThatThrownBy(() -> instance.of(Channel.SMS))
          .isInstanceOf(QueueUnavailableException.class);
      RuntimeException first =
          catchThrowableOfType(RuntimeException.class, () -> instance.of(Channel.SMS));
      assertThatThrownBy(() -> instance.of(Channel.SMS)).isSameAs(first);
    } finally {
      server().thaw();
    }

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(instance.of(Channel.SMS).entry(code(1))).isEqualTo(secret().entry(code(1)));
  }

  @Test
  void a_full_memory_and_an_empty_secret_of_an_operator_stop_nothing() {
    client.configSet("maxmemory", "1");
    String made = secret().entry(code(1));

    assertThat(secret().open(secret().seal(Cursor.start(QueueState.RETRY))))
        .isEqualTo(Optional.of(Cursor.start(QueueState.RETRY)));
    assertThat(made).isEqualTo(secret().entry(code(1)));

    client.configSet("maxmemory", "0");
    client.set(KEY, "");
    assertThat(secret().entry(code(1))).isNotEqualTo(made);
  }
}
