package com.couponcommerce.workers.queue.person;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.OnRealRedis;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.Cursor;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.person.ErasureWalk.Change;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changes of messages whose places have moved since they were read. */
class ErasureWalkTest extends OnRealRedis {
  private static final QueueKeys KEYS = QueueKeys.of(Channel.EMAIL);

  private ErasureWalk walk() {
    return new ErasureWalk(redis, Channel.EMAIL);
  }

  private static Change change(String payload, long place, String replacement) {
    Payload found = Payload.of(payload);
    return new Change(
        new FoundMessage(QueueState.PENDING, found, found.size(), place, ""),
        Optional.of(replacement).filter(text -> !text.isEmpty()).map(Payload::of));
  }

  @Test
  void a_message_is_found_though_others_before_it_were_claimed() {
    client.rpush(KEYS.pending(), "a", "b", "c");

    assertThat(walk().erase(QueueState.PENDING, List.of(change("a", 1, "")))).containsExactly(true);
    assertThat(client.lrange(KEYS.pending(), 0, -1)).containsExactly("b", "c");
  }

  @Test
  void the_progress_of_an_erasure_is_forgotten_after_an_hour() {
    RecipientTraces traces = new RecipientTraces(redis, Channel.EMAIL);

    traces.keep(
        "a@example.com", new RecipientTraces.Progress(Cursor.place(QueueState.PENDING, 7), 3));

    assertThat(client.pttl(QueueKeys.of(Channel.EMAIL).erasure("a@example.com")))
        .isBetween(1L, Duration.ofHours(1).toMillis());
  }

  @Test
  void of_identical_messages_the_one_that_was_read_is_changed() {
    client.rpush(KEYS.pending(), "a", "b", "a", "c");

    assertThat(walk().erase(QueueState.PENDING, List.of(change("a", 1, "A"))))
        .containsExactly(true);
    assertThat(client.lrange(KEYS.pending(), 0, -1)).containsExactly("a", "b", "A", "c");
  }

  @Test
  void a_message_that_has_gone_changes_no_other() {
    client.rpush(KEYS.pending(), "b", "c");

    assertThat(walk().erase(QueueState.PENDING, List.of(change("a", 1, ""), change("a", 0, "A"))))
        .containsExactly(false, false);
    assertThat(client.lrange(KEYS.pending(), 0, -1)).containsExactly("b", "c");
  }
}
