package com.couponcommerce.workers.queue.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.MessageQueueContract;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.QueueView;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Single dead letters on a real Redis. */
class DeadLettersTest extends OnRealRedis {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);
  private static final byte[] DEAD = KEYS.deadLetter().getBytes(StandardCharsets.UTF_8);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private DeadLetters deadLetters() {
    return new DeadLetters(redis, Channel.EMAIL);
  }

  private QueueView view() {
    return new QueueView(client, KEYS);
  }

  private void push(Payload... payloads) {
    for (Payload payload : payloads) {
      client.lpush(DEAD, payload.bytes());
    }
  }

  private static Payload message(int number) {
    return MessageQueueContract.message(number);
  }

  private static Predicate<FoundMessage> is(Payload payload) {
    return message -> message.payload().equals(payload);
  }

  private FoundMessage find(Payload payload, OptionalLong place) {
    return deadLetters().find(is(payload), place, MINUTE).found().get(0);
  }

  private FoundMessage find(Payload payload) {
    return find(payload, OptionalLong.empty());
  }

  @Test
  void the_one_that_was_seen_is_moved_whatever_moved_since() {
    push(message(1), message(2), message(3), message(4));
    FoundMessage seen = find(message(3));
    client.zadd(KEYS.sent(), 1, "m3");

    client.rpop(DEAD);
    push(message(5));
    boolean moved = deadLetters().redrive(seen, message(3), Optional.of(new MessageId("m3")));

    assertThat(moved).isTrue();
    assertThat(view().pending()).containsExactly(message(3));
    assertThat(view().deadLetters()).containsExactly(message(5), message(4), message(2));
    assertThat(client.zscore(KEYS.sent(), "m3")).isNull();
  }

  @Test
  void one_is_found_near_the_place_where_it_was_seen() {
    IntStream.range(0, 50).forEach(i -> push(message(i)));

    client.rpop(DEAD, 5);

    assertThat(find(message(20), OptionalLong.of(20)).place()).isEqualTo(15);
    assertThat(find(message(20), OptionalLong.of(3)).place()).isEqualTo(15);
    assertThat(find(message(20), OptionalLong.of(1_000_000)).place()).isEqualTo(15);
  }

  @Test
  void several_are_found_near_their_places_or_anywhere() {
    IntStream.range(0, 2000).forEach(i -> push(message(i)));
    Map<String, OptionalLong> wanted =
        Map.of(
            name(3), OptionalLong.of(3),
            name(700), OptionalLong.of(705),
            name(701), OptionalLong.of(701),
            name(1500), OptionalLong.of(2),
            name(1999), OptionalLong.empty());

    MessageSearch.Page all = deadLetters().findAll(DeadLettersTest::name, wanted, MINUTE);
    MessageSearch.Page missing =
        deadLetters().findAll(DeadLettersTest::name, Map.of("nothing", OptionalLong.of(9)), MINUTE);
    MessageSearch.Page unfinished =
        deadLetters()
            .findAll(DeadLettersTest::name, Map.of(name(3), OptionalLong.empty()), Duration.ZERO);

    assertThat(all.found())
        .extracting(DeadLettersTest::name)
        .containsExactlyInAnyOrderElementsOf(wanted.keySet());
    assertThat(all.next()).isEmpty();
    assertThat(missing.found()).isEmpty();
    assertThat(missing.next()).isEmpty();
    assertThat(unfinished.next()).isPresent();
  }

  private static String name(int number) {
    return new String(message(number).bytes(), StandardCharsets.UTF_8);
  }

  private static String name(FoundMessage message) {
    return new String(message.payload().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void one_that_is_not_there_is_not_made_up() {
    push(message(1));
    FoundMessage seen = find(message(1));
    client.del(KEYS.deadLetter());

    assertThat(deadLetters().redrive(seen, message(1), Optional.empty())).isFalse();
    assertThat(deadLetters().discard(seen)).isFalse();
    assertThat(view().pending()).isEmpty();
    assertThat(deadLetters().find(is(message(1)), OptionalLong.empty(), MINUTE).found()).isEmpty();
  }

  @Test
  void many_operators_at_once_move_it_once() throws Exception {
    IntStream.range(0, 200).forEach(i -> push(message(i)));
    FoundMessage seen = find(message(100));
    ExecutorService operators = Executors.newFixedThreadPool(8);

    List<Callable<Boolean>> clicks =
        IntStream.range(0, 8)
            .<Callable<Boolean>>mapToObj(
                i -> () -> deadLetters().redrive(seen, message(100), Optional.empty()))
            .toList();
    int moved = 0;
    for (Future<Boolean> click : operators.invokeAll(clicks)) {
      moved += click.get() ? 1 : 0;
    }
    operators.shutdown();

    assertThat(moved).isEqualTo(1);
    assertThat(view().pending()).containsExactly(message(100));
    assertThat(view().deadLetters()).hasSize(199);
  }

  @Test
  void an_edited_one_takes_the_place_of_the_old_one_at_once() {
    push(message(1), message(2));
    view().push(message(8));

    deadLetters().redrive(find(message(1)), message(9), Optional.empty());

    assertThat(view().pending())
        .as("behind those that wait")
        .containsExactly(message(8), message(9));
    assertThat(view().deadLetters()).containsExactly(message(2));
  }

  @Test
  void of_identical_ones_one_is_moved() {
    push(message(1), message(2), message(1));

    deadLetters().redrive(find(message(1)), message(1), Optional.empty());

    assertThat(view().pending()).containsExactly(message(1));
    assertThat(view().deadLetters()).containsExactlyInAnyOrder(message(1), message(2));
  }

  @Test
  void one_that_is_too_large_is_discarded_in_its_place_only() {
    String beginning = "x".repeat(MessageQueueContract.MAX_BYTES);
    push(Payload.of(beginning + "1"), Payload.of(beginning + "2"), message(3));
    FoundMessage large =
        new MessageSearch(redis, Channel.EMAIL)
            .search(QueueState.DEAD_LETTER, Optional.empty(), m -> m.place() == 0, 1, MINUTE)
            .found()
            .get(0);

    boolean discarded = deadLetters().discard(large);
    client.rpop(DEAD);

    assertThat(discarded).isTrue();
    assertThat(view().deadLetters()).containsExactly(message(3));
    assertThat(deadLetters().discard(large)).isFalse();
  }

  @Test
  void a_pending_key_of_another_type_leaves_the_dead_letter_where_it_is() {
    push(message(1));
    client.set(KEYS.pending(), "an operator's mistake");

    assertThatThrownBy(() -> deadLetters().redrive(find(message(1)), message(1), Optional.empty()))
        .isInstanceOf(QueueUnavailableException.class);

    assertThat(view().deadLetters()).containsExactly(message(1));
  }
}
