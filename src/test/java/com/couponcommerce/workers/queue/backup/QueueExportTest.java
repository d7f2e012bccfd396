package com.couponcommerce.workers.queue.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.MessageQueueContract;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.QueueView;
import com.couponcommerce.workers.queue.browse.QueueReader;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Exports of a queue, also while other clients change it. */
class QueueExportTest extends OnRealRedis {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);
  private static final int MANY = 3 * QueueReader.MAX_ENTRIES;

  private static byte[] key(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private QueueExport export(QueueState state) {
    return new QueueExport(redis, Channel.EMAIL, Set.of(state), false);
  }

  private QueueView view() {
    return new QueueView(client, KEYS);
  }

  private static List<StoredMessage> messages(List<Stored> all) {
    return all.stream().map(StoredMessage.class::cast).toList();
  }

  private static List<Payload> payloads(List<Stored> all) {
    return messages(all).stream().map(StoredMessage::payload).toList();
  }

  private static List<Stored> rest(QueueExport export) {
    List<Stored> all = new ArrayList<>();
    List<Stored> window = export.next();
    while (!window.isEmpty()) {
      all.addAll(window);
      window = export.next();
    }
    return all;
  }

  private static Payload[] numbered(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(MessageQueueContract::message)
        .toArray(Payload[]::new);
  }

  @Test
  void states_come_in_the_order_in_which_a_paused_queue_moves_and_the_oldest_first() {
    view().push(numbered(0, 3));
    client.zadd(key(KEYS.processing()), 1000, numbered(10, 11)[0].bytes());
    client.zadd(key(KEYS.retry()), 2000.5, numbered(21, 22)[0].bytes());
    client.zadd(key(KEYS.retry()), 1000, numbered(20, 21)[0].bytes());
    client.lpush(key(KEYS.deadLetter()), numbered(30, 31)[0].bytes(), numbered(31, 32)[0].bytes());

    List<Stored> all =
        rest(new QueueExport(redis, Channel.EMAIL, EnumSet.allOf(QueueState.class), true));

    assertThat(payloads(all))
        .containsExactly(
            List.of(10, 20, 21, 0, 1, 2, 30, 31).stream()
                .map(MessageQueueContract::message)
                .toArray(Payload[]::new));
    assertThat(messages(all).stream().map(message -> message.due().orElse("-")))
        .containsExactly("-", "1000", "2000.5", "-", "-", "-", "-", "-");
    assertThat(messages(all).stream().map(message -> message.state().id()).distinct())
        .containsExactly("processing", "retry", "pending", "dead_letter");
  }

  @Test
  void an_empty_queue_is_read_at_once() {
    assertThat(new QueueExport(redis, Channel.EMAIL, EnumSet.allOf(QueueState.class), true).next())
        .isEmpty();
  }

  @Test
  void bytes_are_kept_and_identical_messages_come_as_often_as_they_are_there() {
    Payload[] hostile = {
      new Payload(new byte[0]),
      new Payload(new byte[] {0}),
      new Payload(new byte[] {(byte) 0xff, '\n', (byte) 0xc3}),
      Payload.of("two\nlines\r\n"),
      Payload.of("x".repeat(QueueReader.MAX_BYTES + 1)),
    };
    Payload[] same = Collections.nCopies(1000, Payload.of("{}")).toArray(Payload[]::new);
    view().push(hostile);
    view().push(same);

    List<Payload> read = payloads(rest(export(QueueState.PENDING)));

    assertThat(read.subList(0, hostile.length)).containsExactly(hostile);
    assertThat(read.subList(hostile.length, read.size())).containsExactly(same);
  }

  @Test
  void a_window_has_no_more_bytes_than_its_bound_but_for_a_single_message() {
    Payload large = Payload.of("x".repeat(QueueReader.MAX_BYTES - 10));
    Payload small = Payload.of("123456");
    view().push(small, large, small, small);
    client.zadd(key(KEYS.retry()), 1, small.bytes());
    client.zadd(key(KEYS.retry()), 2, large.bytes());
    client.zadd(key(KEYS.retry()), 3, Payload.of("abcdef").bytes());

    QueueExport pending = export(QueueState.PENDING);
    QueueExport retry = export(QueueState.RETRY);

    assertThat(payloads(pending.next())).containsExactly(small, large);
    assertThat(payloads(pending.next())).containsExactly(small, small);
    assertThat(payloads(retry.next())).containsExactly(small, large);
    assertThat(payloads(retry.next())).containsExactly(Payload.of("abcdef"));
  }

  @Test
  void what_stays_is_read_though_workers_take_at_the_right_and_producers_push_at_the_left() {
    view().push(numbered(0, MANY));
    QueueExport export = export(QueueState.PENDING);
    List<Payload> read = new ArrayList<>(payloads(export.next()));

    for (int i = 0; i < 120; i++) {
      client.rpop(KEYS.pending());
    }
    view().push(numbered(MANY, MANY + 10));
    read.addAll(payloads(rest(export)));

    assertThat(read).containsAll(view().pending());
    assertThat(read).doesNotHaveDuplicates();
  }

  @Test
  void what_stays_is_read_though_all_that_was_read_before_has_gone() {
    view().push(numbered(0, MANY));
    QueueExport export = export(QueueState.PENDING);
    List<Payload> read = new ArrayList<>(payloads(export.next()));

    for (int i = 0; i < QueueReader.MAX_ENTRIES + 50; i++) {
      client.rpop(KEYS.pending());
    }
    read.addAll(payloads(rest(export)));

    assertThat(read).containsAll(view().pending()).doesNotHaveDuplicates();
  }

  @Test
  void what_stays_is_read_though_messages_are_given_back_at_the_right() {
    view().push(numbered(0, MANY));
    QueueExport export = export(QueueState.PENDING);
    List<Payload> read = new ArrayList<>(payloads(export.next()));

    client.rpush(key(KEYS.pending()), MessageQueueContract.message(-1).bytes());
    read.addAll(payloads(rest(export)));

    assertThat(read).containsExactly(numbered(0, MANY));
  }

  @Test
  void what_stays_is_read_though_dead_letters_are_removed_from_the_middle() {
    Arrays.stream(numbered(0, MANY)).forEach(p -> client.lpush(key(KEYS.deadLetter()), p.bytes()));
    QueueExport export = export(QueueState.DEAD_LETTER);
    List<Payload> read = new ArrayList<>(payloads(export.next()));

    for (int number : new int[] {3, 100, QueueReader.MAX_ENTRIES - 1, MANY - 5}) {
      client.lrem(key(KEYS.deadLetter()), 1, MessageQueueContract.message(number).bytes());
    }
    read.addAll(payloads(rest(export)));

    assertThat(read).containsAll(view().deadLetters());
  }

  @Test
  void a_run_of_identical_messages_hides_no_others() {
    int run = QueueReader.MAX_ENTRIES / 2;
    view().push(numbered(0, run));
    view().push(Collections.nCopies(MANY, Payload.of("{}")).toArray(Payload[]::new));
    view().push(numbered(run, run + 10));
    QueueExport export = export(QueueState.PENDING);
    List<Payload> read = new ArrayList<>(payloads(export.next()));

    for (int i = 0; i < 50; i++) {
      client.rpop(KEYS.pending());
    }
    read.addAll(payloads(rest(export)));

    assertThat(read).containsAll(view().pending());
    assertThat(Collections.frequency(read, Payload.of("{}"))).isGreaterThanOrEqualTo(MANY);
  }

  @Test
  void a_queue_that_stays_is_read_once_though_the_last_message_read_has_a_twin() {
    Payload twin = Payload.of("{}");
    Payload[] all = numbered(0, MANY);
    all[0] = twin;
    all[QueueReader.MAX_ENTRIES - 1] = twin;
    view().push(all);

    assertThat(payloads(rest(export(QueueState.PENDING)))).containsExactly(all);
  }

  @Test
  void what_stays_is_read_though_a_twin_of_the_last_message_read_comes_at_the_left() {
    view().push(numbered(0, MANY));
    QueueExport export = export(QueueState.PENDING);
    List<Payload> read = new ArrayList<>(payloads(export.next()));

    for (int i = 0; i < QueueReader.MAX_ENTRIES; i++) {
      client.rpop(KEYS.pending());
    }
    view().push(read.get(read.size() - 1));
    read.addAll(payloads(rest(export)));

    assertThat(read).containsAll(view().pending());
  }

  @Test
  void a_window_has_as_many_bytes_as_its_bound() {
    Payload large = Payload.of("x".repeat(QueueReader.MAX_BYTES - 6));
    Payload small = Payload.of("123456");
    view().push(small, large, small);

    assertThat(payloads(export(QueueState.PENDING).next())).containsExactly(small, large);
  }

  @Test
  void what_stays_in_a_sorted_set_is_read_though_the_last_one_read_goes() {
    for (int i = 0; i < MANY; i++) {
      client.zadd(key(KEYS.retry()), i, MessageQueueContract.message(i).bytes());
    }
    QueueExport export = export(QueueState.RETRY);
    List<Payload> read = new ArrayList<>(payloads(export.next()));

    client.zremrangeByRank(KEYS.retry(), 0, QueueReader.MAX_ENTRIES + 20);
    read.addAll(payloads(rest(export)));

    assertThat(read).containsAll(view().retry()).doesNotHaveDuplicates();
  }

  @Test
  void members_with_one_score_are_all_read() {
    for (int i = 0; i < MANY; i++) {
      client.zadd(key(KEYS.retry()), 7, MessageQueueContract.message(i).bytes());
    }
    QueueExport export = export(QueueState.RETRY);
    List<Payload> first = payloads(export.next());
    client.zrem(key(KEYS.retry()), first.get(first.size() - 1).bytes());
    List<Payload> read = new ArrayList<>(first);
    read.addAll(payloads(rest(export)));

    assertThat(read).containsAll(view().retry());
  }

  @Test
  void an_export_of_a_redis_that_refuses_says_so() {
    client.set(KEYS.pending(), "an operator's mistake");

    assertThatThrownBy(() -> export(QueueState.PENDING).next())
        .isInstanceOf(QueueUnavailableException.class)
        .hasMessageContaining("queue:email:pending holds a string, not a list");
  }

  @Test
  void opt_outs_are_read_once_each_also_if_many_are_of_one_time() {
    for (int i = 0; i < 1300; i++) {
      client.zadd(KEYS.optedOut(), i < 100 ? i : 100, "+4915" + (1_000_000 + i));
    }
    QueueExport export = new QueueExport(redis, Channel.EMAIL, Set.of(), true);
    List<Stored> first = export.next();
    client.zrem(KEYS.optedOut(), "+49151000000");
    client.zadd(KEYS.optedOut(), 101, "+4915999");
    client.zadd(KEYS.optedOut(), Double.POSITIVE_INFINITY, "+4915998");

    List<Stored> all = new ArrayList<>(first);
    all.addAll(rest(export));

    assertThat(all).hasSize(1302).doesNotHaveDuplicates();
    assertThat(all.subList(1300, 1302))
        .containsExactly(new StoredOptOut("+4915999", "101"), new StoredOptOut("+4915998", "inf"));
  }
}
