package com.couponcommerce.workers.queue.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of a list at its two ends. */
class QueueReaderTest extends OnRealRedis {
  private static final int TO_THE_OLDEST = -1;
  private static final int TO_THE_NEWEST = 1;

  private QueueReader reader;

  @BeforeEach
  void push() {
    client.lpush(QueueKeys.of(Channel.EMAIL).deadLetter(), "oldest", "middle", "newest");
    reader = QueueReader.bounded(redis, redis.work(), Channel.EMAIL);
  }

  private static List<String> texts(Window window) {
    return window.messages().stream()
        .map(found -> new String(found.payload().bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  private Window list(long place, int step) {
    return reader.list(QueueState.DEAD_LETTER, place, step, 10);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 2, 3, 4})
  void from_the_newest_and_from_beyond_it_all_are_read(long place) {
    assertThat(texts(list(place, TO_THE_OLDEST))).containsExactly("newest", "middle", "oldest");
  }

  @Test
  void from_the_oldest_there_is_one_in_one_direction_and_all_in_the_other() {
    assertThat(texts(list(0, TO_THE_OLDEST))).containsExactly("oldest");
    assertThat(texts(list(0, TO_THE_NEWEST))).containsExactly("oldest", "middle", "newest");
  }

  @Test
  void beyond_the_newest_there_is_nothing_more() {
    assertThat(texts(list(2, TO_THE_NEWEST))).containsExactly("newest");
    assertThat(texts(list(3, TO_THE_NEWEST))).isEmpty();
  }

  @Test
  void a_window_of_a_sorted_set_has_as_many_as_asked_for() {
    for (int i = 0; i < 5; i++) {
      client.zadd(QueueKeys.of(Channel.EMAIL).retry(), i, "retry " + i);
    }

    Window window = reader.read(Cursor.start(QueueState.RETRY), 4);

    assertThat(texts(window)).containsExactly("retry 0", "retry 1", "retry 2", "retry 3");
  }

  @Test
  void what_is_too_large_for_any_worker_is_cut() {
    int most = redis.maxEntryBytes();
    client.zadd(QueueKeys.of(Channel.EMAIL).retry(), 1, "x".repeat(most + 10));

    FoundMessage found = reader.read(Cursor.start(QueueState.RETRY), 4).messages().get(0);

    assertThat(found.payload().bytes()).hasSize(most);
    assertThat(found.size()).isEqualTo(most + 10L);
  }

  @Test
  void as_many_as_fit_come_together() {
    String large = "x".repeat(QueueReader.MAX_BYTES - 1);
    client.rpush(QueueKeys.of(Channel.EMAIL).deadLetter(), "y", large);
    client.zadd(QueueKeys.of(Channel.EMAIL).retry(), 1, large);
    client.zadd(QueueKeys.of(Channel.EMAIL).retry(), 2, "y");
    QueueReader whole = QueueReader.whole(redis, redis.work(), Channel.EMAIL);

    assertThat(texts(whole.list(QueueState.DEAD_LETTER, 0, TO_THE_NEWEST, 10)))
        .containsExactly(large, "y");
    assertThat(texts(whole.read(Cursor.start(QueueState.RETRY), 10))).containsExactly(large, "y");
  }

  @Test
  void one_that_is_larger_than_a_window_comes_alone() {
    String large = "x".repeat(QueueReader.MAX_BYTES + 1);
    client.rpush(QueueKeys.of(Channel.EMAIL).deadLetter(), large);
    client.zadd(QueueKeys.of(Channel.EMAIL).retry(), 1, large);
    client.zadd(QueueKeys.of(Channel.EMAIL).retry(), 2, "next");
    QueueReader whole = QueueReader.whole(redis, redis.work(), Channel.EMAIL);

    assertThat(texts(whole.list(QueueState.DEAD_LETTER, 0, TO_THE_NEWEST, 10)))
        .containsExactly(large);
    assertThat(texts(whole.read(Cursor.start(QueueState.RETRY), 10))).containsExactly(large);
  }

  @Test
  void before_the_oldest_there_is_no_entry() {
    String newest = list(-1, TO_THE_OLDEST).messages().get(0).sha1();

    assertThat(reader.after(QueueState.DEAD_LETTER, 0, newest, 10)).isEmpty();
  }
}
