package com.couponcommerce.workers.queue.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.MessageQueueContract;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.RedisQueueContract;
import com.couponcommerce.workers.queue.browse.MessageSearch.Page;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches long lists and sorted sets on a real Redis. */
class MessageSearchTest extends OnRealRedis {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final byte[] DEAD = KEYS.deadLetter().getBytes(StandardCharsets.UTF_8);

  private MessageSearch search() {
    return new MessageSearch(redis, Channel.EMAIL);
  }

  private static String text(FoundMessage message) {
    return new String(message.payload().bytes(), StandardCharsets.UTF_8);
  }

  private void pushDead(int from, int to) {
    for (int i = from; i < to; i++) {
      client.lpush(DEAD, ("d" + i).getBytes(StandardCharsets.UTF_8));
    }
  }

  private Page page(QueueState state, Optional<Cursor> from, int most) {
    return search().search(state, from, message -> true, most, MINUTE);
  }

  /** Returns all that a search finds, page by page, and runs an action after each. */
  private List<String> walk(QueueState state, int most, Runnable meanwhile) {
    List<String> seen = new ArrayList<>();
    Optional<Cursor> cursor = Optional.empty();
    do {
      Page page = page(state, cursor, most);
      page.found().forEach(message -> seen.add(text(message)));
      cursor = page.next().flatMap(next -> Cursor.parse(next.toString()));
      meanwhile.run();
    } while (cursor.isPresent());
    return seen;
  }

  @Test
  void a_list_is_shown_newest_first_each_once() {
    pushDead(0, 1300);

    List<String> seen = walk(QueueState.DEAD_LETTER, 100, () -> {});

    assertThat(seen).hasSize(1300).doesNotHaveDuplicates().startsWith("d1299").endsWith("d0");
  }

  /**
   * Returns all that a search from the oldest on finds, page by page, with an action after each.
   */
  private List<String> walkOnward(int most, Runnable meanwhile) {
    List<String> seen = new ArrayList<>();
    Optional<Cursor> cursor = Optional.of(Cursor.onward(QueueState.DEAD_LETTER, 0, ""));
    while (cursor.isPresent()) {
      Page page = search().search(cursor.get(), message -> true, most, MINUTE);
      page.found().forEach(message -> seen.add(text(message)));
      cursor = page.next().flatMap(next -> Cursor.parse(next.toString()));
      meanwhile.run();
    }
    return seen;
  }

  @Test
  void a_list_is_shown_oldest_first_too() {
    pushDead(0, 1300);

    List<String> seen = walkOnward(100, () -> {});

    assertThat(seen).hasSize(1300).doesNotHaveDuplicates().startsWith("d0", "d1").endsWith("d1299");
    client.del(DEAD);
    assertThat(walkOnward(10, () -> {})).isEmpty();
  }

  @Test
  void what_others_take_hides_nothing_of_a_list_that_is_shown_oldest_first() {
    pushDead(0, 300);

    List<String> seen = walkOnward(30, () -> client.rpop(DEAD, 3));

    assertThat(seen).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void what_comes_meanwhile_shifts_nothing() {
    pushDead(0, 300);
    int[] next = {300};

    List<String> seen = walk(QueueState.DEAD_LETTER, 100, () -> pushDead(next[0], next[0] += 7));

    assertThat(seen).hasSize(300).doesNotHaveDuplicates().doesNotContain("d300");
  }

  @Test
  void what_others_take_from_the_right_end_hides_nothing() {
    pushDead(0, 300);

    List<String> seen = walk(QueueState.DEAD_LETTER, 30, () -> client.rpop(DEAD, 3));

    assertThat(seen).containsAll(client.lrange(KEYS.deadLetter(), 0, -1)).contains("d299");
  }

  @Test
  void an_empty_queue_has_no_pages() {
    for (QueueState state : QueueState.values()) {
      assertThat(page(state, Optional.empty(), 10))
          .isEqualTo(new Page(List.of(), 0, 0, Optional.empty()));
    }
  }

  @Test
  void a_full_page_at_the_very_end_is_the_last_one() {
    pushDead(0, 10);

    assertThat(page(QueueState.DEAD_LETTER, Optional.empty(), 10).next()).isEmpty();
  }

  @Test
  void a_sorted_set_is_shown_by_score_also_where_many_have_the_same() {
    for (int i = 0; i < 700; i++) {
      client.zadd(KEYS.retry(), 1000 + i / 300, "r" + i);
    }

    List<String> seen = walk(QueueState.RETRY, 90, () -> {});

    assertThat(seen).hasSize(700).doesNotHaveDuplicates().endsWith("r699");
  }

  @Test
  void what_leaves_a_sorted_set_meanwhile_hides_nothing() {
    for (int i = 0; i < 400; i++) {
      client.zadd(KEYS.retry(), 1000 + i / 200, "r" + i);
    }

    List<String> seen = walk(QueueState.RETRY, 150, () -> client.zpopmin(KEYS.retry(), 10));

    assertThat(new HashSet<>(seen)).hasSize(400);
  }

  @Test
  void scores_are_times_and_places_are_counted_from_the_right_end() {
    client.zadd(KEYS.processing(), 1_700_000_000_000.5, "p");
    client.zadd(KEYS.processing(), Double.POSITIVE_INFINITY, "by hand");
    pushDead(0, 3);

    Page processing = page(QueueState.PROCESSING, Optional.empty(), 10);

    assertThat(processing.found().get(0).scored().orElseThrow().toEpochMilli())
        .isEqualTo(1_700_000_000_000L);
    assertThat(processing.found().get(1).scored()).isEmpty();
    assertThat(page(QueueState.DEAD_LETTER, Optional.empty(), 10).found())
        .extracting(FoundMessage::place)
        .containsExactly(2L, 1L, 0L);
  }

  @Test
  void a_walk_without_time_ends_after_one_part_and_goes_on_there() {
    pushDead(0, 1100);

    Page first =
        search().search(QueueState.DEAD_LETTER, Optional.empty(), m -> false, 1, Duration.ZERO);
    Page rest =
        search().search(QueueState.DEAD_LETTER, first.next(), m -> text(m).equals("d0"), 1, MINUTE);

    assertThat(first.found()).isEmpty();
    assertThat(first.scanned()).isEqualTo(500);
    assertThat(first.total()).isEqualTo(1100);
    assertThat(rest.found()).hasSize(1);
    assertThat(rest.scanned()).isEqualTo(600);
    assertThat(rest.next()).isEmpty();
  }

  @Test
  void one_that_is_too_large_is_cut_and_keeps_a_name_of_its_own() {
    int most = RedisQueueContract.MAX_BYTES;
    client.lpush(DEAD, ("x".repeat(most) + "1").getBytes(StandardCharsets.UTF_8));
    client.lpush(DEAD, ("x".repeat(most) + "22").getBytes(StandardCharsets.UTF_8));
    client.lpush(DEAD, "x".repeat(most).getBytes(StandardCharsets.UTF_8));

    List<FoundMessage> found = page(QueueState.DEAD_LETTER, Optional.empty(), 10).found();

    assertThat(found).extracting(FoundMessage::isWhole).containsExactly(true, false, false);
    assertThat(found)
        .extracting(FoundMessage::size)
        .containsExactly(most + 0L, most + 2L, most + 1L);
    assertThat(found).extracting(new QueueSecret("of a test")::entry).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "dead_letter",
        "dead_letter -2 0 ",
        "dead_letter 1.5 0 ",
        "retry nan 0 ",
        "retry 1e999 0 ",
        "retry - 0 ",
        "retry 1 -1 ",
        "retry 1 0 xyz",
        "fax 1 0 ",
        "dead_letter 1 0 \n"
      })
  void a_cursor_that_nobody_was_given_is_none(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThat(Cursor.parse(Base64.getUrlEncoder().encodeToString(bytes))).isEmpty();
    assertThat(Cursor.parse(text + "%")).isEmpty();
  }

  @Test
  void a_trace_finds_an_id_in_every_state_and_when_it_was_delivered() {
    Payload message = MessageQueueContract.message(1);
    client.zadd(KEYS.processing(), 1, "{\"id\":\"m1\",\"n\":1}");
    client.zadd(KEYS.retry(), 1, "{\"id\":\"m\\u0031\"}");
    client.lpush(DEAD, "{\"x\":\"m1\"}".getBytes(StandardCharsets.UTF_8), message.bytes());
    client.lpush(KEYS.pending(), "m1", "{\"id\":\"m11\"}");
    client.zadd(KEYS.sent(), 1_700_000_000_000.0, "m1");
    MessageTrace trace = new MessageTrace(redis, Channel.EMAIL);

    MessageTrace.Trace found = trace.find(MessageQueueContract.id(1), Optional.empty(), MINUTE);

    assertThat(found.found())
        .extracting(FoundMessage::state)
        .containsExactly(QueueState.PROCESSING, QueueState.RETRY, QueueState.DEAD_LETTER);
    assertThat(found.scanned()).isEqualTo(6);
    assertThat(found.next()).isEmpty();
    assertThat(trace.delivered(MessageQueueContract.id(1)).orElseThrow().toEpochMilli())
        .isEqualTo(1_700_000_000_000L);
    assertThat(trace.delivered(MessageQueueContract.id(2))).isEmpty();
  }

  @Test
  void a_trace_without_time_goes_on_where_it_ended() {
    pushDead(0, 600);
    client.lpush(KEYS.pending(), "{\"id\":\"m1\"}");
    MessageTrace trace = new MessageTrace(redis, Channel.EMAIL);
    Optional<Cursor> cursor = Optional.empty();
    int calls = 0;
    List<FoundMessage> found = new ArrayList<>();

    do {
      MessageTrace.Trace part = trace.find(MessageQueueContract.id(1), cursor, Duration.ZERO);
      found.addAll(part.found());
      cursor = part.next();
      calls++;
    } while (cursor.isPresent());

    assertThat(found).hasSize(1);
    assertThat(calls).isGreaterThan(1);
  }
}
