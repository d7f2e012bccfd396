package com.couponcommerce.workers.queue.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.MessageQueueContract;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.QueueView;
import com.couponcommerce.workers.queue.RedisMessageQueue;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.resps.Tuple;

/** Imports the messages of a file, each once. */
class QueueImportTest extends OnRealRedis {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);
  private static final ImportId FILE = new ImportId("file-1");
  private static final OptionalLong MORE = OptionalLong.empty();

  private QueueImport queue;
  private QueueView view;

  @BeforeEach
  void open() {
    queue = new QueueImport(redis, Channel.EMAIL);
    view = new QueueView(client, KEYS);
  }

  private static Payload message(int number) {
    return MessageQueueContract.message(number);
  }

  private static List<Stored> pending(int from, int to) {
    return IntStream.range(from, to)
        .<Stored>mapToObj(i -> new StoredMessage(QueueState.PENDING, Optional.empty(), message(i)))
        .toList();
  }

  private static StoredMessage retry(int number, String due) {
    return new StoredMessage(QueueState.RETRY, Optional.of(due), message(number));
  }

  private ImportResult add(long first, List<Stored> messages) {
    return queue.add(FILE, first, messages, ImportEnd.NEWEST, MORE);
  }

  @Test
  void messages_go_where_they_were_and_come_behind_those_that_wait() {
    view.push(message(0));
    client.lpush(KEYS.deadLetter(), "old");

    queue.add(
        FILE,
        1,
        List.of(
            new StoredMessage(QueueState.PROCESSING, Optional.empty(), message(1)),
            retry(2, "2000.5"),
            new StoredMessage(QueueState.PENDING, Optional.empty(), message(3)),
            new StoredMessage(QueueState.DEAD_LETTER, Optional.empty(), message(4)),
            new StoredMessage(QueueState.DEAD_LETTER, Optional.empty(), message(5))),
        ImportEnd.NEWEST,
        OptionalLong.of(5));

    assertThat(view.pending()).containsExactly(message(0), message(1), message(3));
    assertThat(client.zscore(KEYS.retry().getBytes(StandardCharsets.UTF_8), message(2).bytes()))
        .isEqualTo(2000.5);
    assertThat(view.deadLetters()).containsExactly(message(5), message(4), Payload.of("old"));
    assertThat(queue.progress(FILE)).hasValue(new ImportProgress(5, OptionalLong.of(5)));
  }

  @Test
  void a_second_run_adds_nothing() {
    add(1, pending(0, 10));

    assertThat(add(1, pending(0, 10))).isEqualTo(new ImportResult(11, 10, 0));
    assertThat(view.pending()).hasSize(10);
  }

  @Test
  void a_run_goes_on_in_the_middle_of_a_batch() {
    add(1, pending(0, 10));

    assertThat(add(6, pending(5, 20))).isEqualTo(new ImportResult(21, 5, 0));
    assertThat(view.pending()).containsExactlyElementsOf(payloads(pending(0, 20)));
  }

  private static List<Payload> payloads(List<Stored> messages) {
    return messages.stream().map(entry -> ((StoredMessage) entry).payload()).toList();
  }

  @Test
  void nothing_is_done_where_messages_are_missing_before() {
    add(1, pending(0, 2));

    assertThat(queue.add(FILE, 4, pending(3, 5), ImportEnd.NEWEST, OptionalLong.of(5)).next())
        .isEqualTo(3);
    assertThat(view.pending()).hasSize(2);
    assertThat(queue.progress(FILE)).hasValue(new ImportProgress(2, MORE));
  }

  @Test
  void an_error_in_the_middle_counts_what_was_put_before_it() {
    client.set(KEYS.deadLetter(), "an operator's mistake");
    List<Stored> file =
        List.of(
            pending(0, 1).get(0),
            new StoredMessage(QueueState.DEAD_LETTER, Optional.empty(), message(1)),
            pending(2, 3).get(0));

    assertThatThrownBy(() -> add(1, file)).isInstanceOf(QueueUnavailableException.class);
    assertThat(queue.progress(FILE)).hasValue(new ImportProgress(1, MORE));
    client.del(KEYS.deadLetter());
    add(1, file);

    assertThat(view.pending()).containsExactly(message(0), message(2));
    assertThat(view.deadLetters()).containsExactly(message(1));
  }

  @Test
  void a_twin_of_a_message_that_waits_in_retry_is_sent_too() {
    byte[] retry = KEYS.retry().getBytes(StandardCharsets.UTF_8);
    client.zadd(retry, 5, message(1).bytes());
    view.push(message(0));

    assertThat(add(1, List.of(retry(1, "9000000000000"))).twins()).isOne();

    assertThat(view.retry()).containsExactly(message(1));
    assertThat(client.zscore(retry, message(1).bytes())).isEqualTo(5);
    assertThat(view.pending()).containsExactly(message(0), message(1));
  }

  @Test
  void a_twin_of_a_message_that_is_being_sent_waits_for_its_turn() {
    view.push(message(1));
    Lease lease = new RedisMessageQueue(redis, Channel.EMAIL).claim(1).leases().get(0);
    add(1, List.of(pending(1, 2).get(0), retry(1, "5")));

    assertThat(
            new RedisMessageQueue(redis, Channel.EMAIL)
                .retry(lease, message(1), Duration.ofHours(1)))
        .isTrue();

    assertThat(view.retry()).containsExactly(message(1));
    assertThat(view.pending()).containsExactly(message(1), message(1));
  }

  @Test
  void a_file_with_the_newest_first_goes_before_those_that_wait_in_their_order() {
    view.push(message(9));

    queue.add(FILE, 1, pending(3, 5), ImportEnd.OLDEST, MORE);
    queue.add(FILE, 3, pending(5, 6), ImportEnd.OLDEST, MORE);

    assertThat(view.pending()).containsExactly(message(5), message(4), message(3), message(9));
  }

  @Test
  void dead_letters_of_a_file_with_the_newest_first_are_older_than_those_that_are_there() {
    client.lpush(KEYS.deadLetter(), "old");

    queue.add(
        FILE,
        1,
        List.of(
            new StoredMessage(QueueState.DEAD_LETTER, Optional.empty(), message(1)),
            new StoredMessage(QueueState.DEAD_LETTER, Optional.empty(), message(2))),
        ImportEnd.OLDEST,
        MORE);

    assertThat(view.deadLetters()).containsExactly(Payload.of("old"), message(1), message(2));
  }

  @Test
  void an_opt_out_is_imported_and_one_that_is_there_keeps_its_time() {
    client.zadd(KEYS.optedOut(), 5, "there@example.com");

    add(
        1,
        List.of(
            new StoredOptOut("there@example.com", "7"), new StoredOptOut("new@example.com", "7")));

    assertThat(client.zrangeWithScores(KEYS.optedOut(), 0, -1))
        .extracting(Tuple::toString)
        .containsExactly("[there@example.com,5.0]", "[new@example.com,7.0]");
  }

  @Test
  void a_full_redis_takes_nothing_and_the_import_goes_on_later() {
    add(1, pending(0, 2));
    client.configSet("maxmemory-policy", "noeviction");
    client.configSet("maxmemory", "1");

    assertThatThrownBy(() -> add(3, pending(2, 4)))
        .isInstanceOf(QueueUnavailableException.class)
        .hasMessageContaining("out of memory");
    client.configSet("maxmemory", "0");
    add(3, pending(2, 4));

    assertThat(view.pending()).containsExactlyElementsOf(payloads(pending(0, 4)));
  }

  @Test
  void what_was_imported_is_remembered_for_a_week() {
    assertThat(queue.progress(FILE)).isEmpty();

    queue.add(FILE, 1, List.of(), ImportEnd.NEWEST, OptionalLong.of(0));

    assertThat(queue.progress(FILE)).hasValue(new ImportProgress(0, OptionalLong.of(0)));
    assertThat(client.pttl(KEYS.imported("file-1")))
        .isBetween(Duration.ofDays(6).toMillis(), Duration.ofDays(7).toMillis());
  }
}
