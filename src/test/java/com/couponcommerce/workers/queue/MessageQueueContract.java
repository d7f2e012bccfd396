package com.couponcommerce.workers.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.MessageQueue.IdClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of a queue, implemented by a test class for each kind of queue. */
public interface MessageQueueContract {
  Duration HOUR = Duration.ofHours(1);
  LeaseToken FOREIGN = new LeaseToken("1000000000000.001");

  MessageQueue queue();

  QueueCounts counts();

  /** Redrives the dead letter with this payload like an operator. */
  boolean redrive(Payload deadLetter, Optional<MessageId> id);

  boolean discard(Payload deadLetter);

  /** Pushes each payload to the left end of pending like a producer. */
  void push(Payload... payloads);

  /** Returns the pending messages, the next to be claimed first. */
  List<Payload> pending();

  /** Returns the messages in processing in any order. */
  List<Payload> processing();

  /** Returns the messages in retry, the next due first. */
  List<Payload> retry();

  /** Returns the dead letters, the newest first. */
  List<Payload> deadLetters();

  static Payload message(int number) {
    return Payload.of("{\"id\":\"m" + number + "\"}");
  }

  /** Returns leases to be acked without a mark. */
  static Map<Lease, Optional<MessageId>> unmarked(Collection<Lease> leases) {
    Map<Lease, Optional<MessageId>> delivered = new LinkedHashMap<>();
    leases.forEach(lease -> delivered.put(lease, Optional.empty()));
    return delivered;
  }

  /** Returns the ids that were sent. Those that were not are claimed for no message. */
  default Set<MessageId> sent(MessageId... ids) {
    return sent(queue(), ids);
  }

  static Set<MessageId> sent(MessageQueue queue, MessageId... ids) {
    Map<Lease, MessageId> asked = new LinkedHashMap<>();
    for (MessageId id : ids) {
      asked.put(new Lease(Payload.of("is sent? " + id), FOREIGN), id);
    }
    Set<MessageId> sent = new LinkedHashSet<>();
    queue
        .claimIds(asked)
        .forEach(
            (lease, claim) -> {
              if (claim == IdClaim.SENT || claim == IdClaim.MAYBE_SENT) {
                sent.add(Objects.requireNonNull(asked.get(lease)));
              }
            });
    return sent;
  }

  static MessageId id(int number) {
    return new MessageId("m" + number);
  }

  private static Map<Lease, Optional<MessageId>> marked(Lease lease, MessageId id) {
    return Map.of(lease, Optional.of(id));
  }

  private Lease claimOne() {
    return queue().claim(1).leases().get(0);
  }

  private static List<Payload> payloads(List<Lease> leases) {
    return leases.stream().map(Lease::payload).toList();
  }

  @Test
  default void a_claim_takes_the_oldest_messages_in_order() {
    push(message(1), message(2), message(3));

    Claim claim = queue().claim(2);

    assertThat(payloads(claim.leases())).containsExactly(message(1), message(2));
    assertThat(pending()).containsExactly(message(3));
    assertThat(processing()).containsExactlyInAnyOrder(message(1), message(2));
  }

  @Test
  default void a_claim_of_an_empty_queue_finds_nothing() {
    assertThat(queue().claim(10).foundNothing()).isTrue();
  }

  @Test
  default void a_byte_identical_twin_waits_until_the_first_is_done() {
    push(message(1), message(1), message(2));

    Claim first = queue().claim(3);
    queue().ack(unmarked(first.leases()));
    Claim second = queue().claim(3);

    assertThat(payloads(first.leases())).containsExactly(message(1), message(2));
    assertThat(first.twins()).isEqualTo(1);
    assertThat(payloads(second.leases())).containsExactly(message(1));
  }

  @Test
  default void twins_among_many_go_back_and_the_others_keep_their_order() {
    push(message(1));
    claimOne();
    push(message(2), message(1), message(3), message(2), message(4), message(5), message(2));

    Claim claim = queue().claim(7);

    assertThat(payloads(claim.leases()))
        .containsExactly(message(2), message(3), message(4), message(5));
    assertThat(claim.twins()).isEqualTo(3);
    assertThat(pending()).containsExactlyInAnyOrder(message(1), message(2), message(2));
  }

  @Test
  default void a_claim_of_many_takes_them_all_in_order() {
    Payload[] many =
        IntStream.range(0, 50).mapToObj(number -> message(number)).toArray(Payload[]::new);
    push(many);

    assertThat(payloads(queue().claim(49).leases()))
        .containsExactlyElementsOf(List.of(many).subList(0, 49));
    assertThat(pending()).containsExactly(message(49));
    assertThat(queue().claim(49).leases()).hasSize(1);
  }

  @Test
  default void a_large_message_between_small_ones_goes_to_the_dead_letters_alone() {
    Payload large = Payload.of("x".repeat(MAX_BYTES + 1));
    push(message(1), message(2), large, message(3), large, large, message(4));

    Claim claim = queue().claim(7);

    assertThat(payloads(claim.leases()))
        .containsExactly(message(1), message(2), message(3), message(4));
    assertThat(claim.tooLarge()).isEqualTo(3);
    assertThat(pending()).isEmpty();
    push(large, message(5));
    assertThat(queue().claim(1).leases()).as("one looked at").isEmpty();
    assertThat(pending()).containsExactly(message(5));
    assertThat(deadLetters()).containsExactly(large, large, large, large);
  }

  @Test
  default void a_message_as_large_as_allowed_waits_for_a_claim_of_its_own() {
    Payload fits = Payload.of("x".repeat(MAX_BYTES));
    push(message(1), fits, message(2));

    assertThat(payloads(queue().claim(10).leases())).containsExactly(message(1));
    assertThat(payloads(queue().claim(10).leases())).containsExactly(fits);
    assertThat(payloads(queue().claim(10).leases())).containsExactly(message(2));
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  default void a_message_that_is_too_large_is_dead_lettered_unread() {
    Payload large = Payload.of("x".repeat(MAX_BYTES + 1));
    Payload fits = Payload.of("x".repeat(MAX_BYTES));
    push(message(1), large, fits);
    queue().deadLetter(claimOne(), message(1));

    Claim claim = queue().claim(10);

    assertThat(claim.tooLarge()).isEqualTo(1);
    assertThat(payloads(claim.leases())).containsExactly(fits);
    assertThat(deadLetters()).containsExactly(large, message(1));
  }

  int MAX_BYTES = 100_000;

  @Test
  default void waiting_ends_at_once_where_something_is_pending_and_changes_nothing() {
    push(message(1), message(2));

    assertThat(queue().awaitPending(HOUR)).isTrue();
    assertThat(pending()).containsExactly(message(1), message(2));
  }

  @Test
  default void waiting_for_an_empty_queue_gives_up() {
    assertThat(queue().awaitPending(Duration.ofMillis(20))).isFalse();
  }

  @Test
  default void a_delivered_message_is_removed() {
    push(message(1));
    Lease lease = claimOne();

    assertThat(queue().ack(unmarked(List.of(lease)))).containsExactly(lease);
    assertThat(counts()).isEqualTo(QueueCounts.NONE);
  }

  @Test
  default void an_ack_with_a_foreign_lease_is_refused() {
    push(message(1), message(2));
    Lease own = claimOne();
    Lease foreign = new Lease(claimOne().payload(), FOREIGN);

    assertThat(queue().ack(unmarked(List.of(own, foreign)))).containsExactly(own);
    assertThat(processing()).containsExactly(message(2));
  }

  @Test
  default void an_id_is_marked_as_sent_by_its_ack_and_by_nothing_else() {
    push(message(1), message(2), message(3));
    queue().ack(marked(claimOne(), id(1)));
    queue().ack(unmarked(List.of(claimOne())));
    queue().deadLetter(claimOne(), message(3));

    assertThat(queue().marksSent()).isTrue();
    assertThat(sent(id(1), id(2), id(3), id(4))).containsExactly(id(1));
    assertThat(sent()).isEmpty();
  }

  /** Claims the id m1 for a message. */
  private IdClaim claimId(Lease lease) {
    return Objects.requireNonNull(queue().claimIds(Map.of(lease, id(1))).get(lease));
  }

  private List<Lease> claimTwo() {
    push(Payload.of("{\"id\":\"m1\",\"n\":1}"), Payload.of("{\"id\":\"m1\",\"n\":2}"));
    return List.of(claimOne(), claimOne());
  }

  @Test
  default void an_id_is_claimed_for_one_message_at_a_time() {
    List<Lease> two = claimTwo();

    assertThat(claimId(two.get(0))).isEqualTo(IdClaim.CLAIMED);
    assertThat(claimId(two.get(1))).isEqualTo(IdClaim.HELD);
    assertThat(claimId(two.get(0))).isEqualTo(IdClaim.CLAIMED);
  }

  @Test
  default void an_id_is_free_once_its_message_has_left_processing() {
    List<Lease> two = claimTwo();
    claimId(two.get(0));

    queue().retry(two.get(0), message(9), HOUR);

    assertThat(claimId(two.get(1))).isEqualTo(IdClaim.CLAIMED);
  }

  @Test
  default void a_message_with_another_id_of_the_same_claim_holds_no_id() {
    push(Payload.of("{\"id\":\"m1\",\"n\":1}"), message(2), Payload.of("{\"id\":\"m1\",\"n\":2}"));
    List<Lease> both = queue().claim(2).leases();
    claimId(both.get(0));
    queue().release(List.of(both.get(0)));
    Lease released = claimOne();
    Lease other = claimOne();

    assertThat(claimId(other)).isEqualTo(IdClaim.CLAIMED);
    assertThat(claimId(released)).isEqualTo(IdClaim.HELD);
  }

  @Test
  default void an_extended_message_keeps_its_id() {
    List<Lease> two = claimTwo();
    claimId(two.get(0));

    LeaseToken now = queue().now();
    queue().extend(Map.of(two.get(0), Optional.of(id(1))), now);
    queue().extend(Map.of(two.get(0), Optional.of(id(1))), now);

    assertThat(claimId(two.get(1))).isEqualTo(IdClaim.HELD);
  }

  @Test
  default void an_ack_makes_a_claim_a_mark() {
    List<Lease> two = claimTwo();
    claimId(two.get(0));

    queue().ack(marked(two.get(0), id(1)));

    assertThat(claimId(two.get(1))).isEqualTo(IdClaim.SENT);
  }

  @Test
  default void an_ack_with_a_foreign_lease_marks_nothing() {
    push(message(1));
    Lease foreign = new Lease(claimOne().payload(), FOREIGN);

    assertThat(queue().ack(marked(foreign, id(1)))).isEmpty();
    assertThat(sent(id(1))).isEmpty();
  }

  @Test
  default void acking_twice_leaves_the_mark_of_the_first_time() {
    push(message(1));
    Lease lease = claimOne();

    assertThat(queue().ack(marked(lease, id(1)))).containsExactly(lease);
    assertThat(queue().ack(marked(lease, id(1)))).isEmpty();
    assertThat(sent(id(1))).containsExactly(id(1));
  }

  @Test
  default void redriving_clears_the_mark_of_this_id_only() {
    push(message(1), message(2), message(1));
    queue().ack(marked(claimOne(), id(1)));
    queue().ack(marked(claimOne(), id(2)));
    queue().deadLetter(claimOne(), message(11));

    assertThat(redrive(message(11), Optional.of(id(1)))).isTrue();
    assertThat(sent(id(1), id(2))).containsExactly(id(2));
  }

  @Test
  default void a_lease_is_not_extended_once_its_id_is_claimed_for_another_message() {
    push(message(1), message(2));
    Lease asleep = claimOne();
    Lease awake = claimOne();
    queue().claimIds(Map.of(awake, id(7)));

    LeaseToken now = queue().now();

    assertThat(queue().extend(Map.of(asleep, Optional.of(id(7))), now)).isEmpty();
    assertThat(queue().extend(Map.of(awake, Optional.of(id(7))), now)).containsExactly(awake);
    assertThat(queue().release(List.of(asleep))).containsExactly(asleep);
  }

  @Test
  default void a_dead_letter_of_unknown_outcome_marks_its_id_as_sent() {
    push(message(1), message(2), message(3));
    Lease foreign = new Lease(claimOne().payload(), FOREIGN);

    assertThat(queue().deadLetter(foreign, message(11), Optional.of(id(1)))).isFalse();
    assertThat(queue().deadLetter(claimOne(), message(12), Optional.of(id(2)))).isTrue();
    assertThat(queue().deadLetter(claimOne(), message(13))).isTrue();

    assertThat(sent(id(1), id(2), id(3))).containsExactly(id(2));
    assertThat(deadLetters()).containsExactly(message(13), message(12));
  }

  @Test
  default void an_id_that_may_have_been_sent_is_claimed_and_told() {
    push(message(1), message(2), message(3));
    queue().deadLetter(claimOne(), message(12), Optional.of(id(1)));
    Lease second = claimOne();

    assertThat(claimId(second)).isEqualTo(IdClaim.MAYBE_SENT);
    assertThat(claimId(second)).isEqualTo(IdClaim.MAYBE_SENT);
    Lease third = claimOne();
    assertThat(claimId(third)).isEqualTo(IdClaim.HELD);
    queue().ack(Map.of(second, Optional.of(id(1))));
    assertThat(claimId(third)).isEqualTo(IdClaim.SENT);
  }

  @Test
  default void redriving_what_is_not_there_or_has_no_id_clears_no_mark() {
    push(message(1), message(2));
    queue().ack(marked(claimOne(), id(1)));
    queue().deadLetter(claimOne(), message(12));

    assertThat(redrive(message(13), Optional.of(id(1)))).isFalse();
    assertThat(redrive(message(12), Optional.empty())).isTrue();
    assertThat(sent(id(1))).containsExactly(id(1));
  }

  @Test
  default void the_token_of_a_claim_tells_its_time() {
    push(message(1));
    LeaseToken before = queue().now();
    LeaseToken claimed = claimOne().token();

    assertThat(claimed.time()).isBetween(before.time(), queue().now().time());
    assertThat(new LeaseToken("1795435200123.045").time())
        .isEqualTo(Instant.parse("2026-11-23T12:00:00.123045Z"));
  }

  @Test
  default void no_change_is_made_with_a_foreign_lease() {
    push(message(1));
    Lease foreign = new Lease(claimOne().payload(), FOREIGN);

    assertThat(queue().retry(foreign, message(9), Duration.ZERO)).isFalse();
    assertThat(queue().deadLetter(foreign, message(9))).isFalse();
    assertThat(queue().reclaim(foreign, message(9))).isFalse();
    assertThat(queue().release(List.of(foreign))).isEmpty();
    assertThat(queue().extend(unmarked(List.of(foreign)), queue().now())).isEmpty();
    assertThat(queue().rewrite(Map.of(foreign, message(9)))).isEmpty();
    assertThat(counts()).isEqualTo(new QueueCounts(0, 1, 0, 0));
    assertThat(processing()).containsExactly(message(1));
  }

  @Test
  default void a_rewritten_message_keeps_its_lease() {
    push(message(1), message(2));
    List<Lease> leases = queue().claim(2).leases();
    Map<Lease, Payload> changes = new LinkedHashMap<>();
    changes.put(leases.get(0), message(11));
    changes.put(leases.get(1), message(12));

    Map<Lease, Lease> rewritten = queue().rewrite(changes);

    assertThat(processing()).containsExactlyInAnyOrder(message(11), message(12));
    assertThat(queue().ack(unmarked(rewritten.values()))).hasSize(2);
    assertThat(processing()).isEmpty();
  }

  @Test
  default void rewriting_twice_is_the_same_as_once() {
    push(message(1));
    Map<Lease, Payload> change = Map.of(claimOne(), message(11));

    Map<Lease, Lease> first = queue().rewrite(change);
    Map<Lease, Lease> second = queue().rewrite(change);

    assertThat(second).isEqualTo(first);
    assertThat(processing()).containsExactly(message(11));
  }

  @Test
  default void a_message_whose_new_payload_is_in_processing_goes_back_to_pending() {
    push(message(1), message(2), message(3));
    Lease first = claimOne();
    Lease second = claimOne();

    assertThat(queue().rewrite(Map.of(second, message(1)))).isEmpty();
    assertThat(processing()).containsExactly(first.payload());
    assertThat(payloads(queue().claim(2).leases())).containsExactly(message(3), message(2));
    assertThat(queue().ack(unmarked(List.of(first)))).as("its lease stays").hasSize(1);
  }

  @Test
  default void an_extended_lease_has_the_new_token_only() {
    push(message(1));
    Lease lease = claimOne();
    LeaseToken now = queue().now();

    assertThat(queue().extend(unmarked(List.of(lease)), now)).containsExactly(lease);
    assertThat(queue().extend(unmarked(List.of(lease)), now)).containsExactly(lease);
    assertThat(queue().ack(unmarked(List.of(lease)))).isEmpty();
    assertThat(queue().ack(unmarked(List.of(new Lease(lease.payload(), now))))).hasSize(1);
  }

  @Test
  default void a_failed_message_waits_and_is_promoted_when_due() {
    push(message(1), message(2));
    queue().retry(claimOne(), message(11), Duration.ZERO);
    queue().retry(claimOne(), message(12), HOUR);

    // The first is due at the next full millisecond.
    Promotion promotion = queue().promote(10);
    while (promotion.moved() == 0) {
      promotion = queue().promote(10);
    }

    assertThat(pending()).containsExactly(message(11));
    assertThat(retry()).containsExactly(message(12));
    assertThat(promotion.nextDue()).isPresent();
    assertThat(promotion.nextDue().orElseThrow())
        .isBetween(HOUR.minusMinutes(1), HOUR.plusMillis(1));
  }

  @Test
  default void a_message_that_is_due_again_goes_behind_those_that_wait() {
    push(message(1));
    queue().retry(claimOne(), message(1), Duration.ofSeconds(-1));
    push(message(2));

    assertThat(queue().promote(10).moved()).isOne();

    assertThat(payloads(queue().claim(2).leases())).containsExactly(message(2), message(1));
  }

  @Test
  default void nothing_is_promoted_where_nothing_waits() {
    assertThat(queue().promote(10)).isEqualTo(new Promotion(0, Optional.empty()));
  }

  @Test
  default void a_promotion_takes_no_more_than_its_limit() {
    push(message(1), message(2), message(3));
    queue()
        .claim(3)
        .leases()
        .forEach(lease -> queue().retry(lease, lease.payload(), Duration.ofSeconds(-1)));

    assertThat(queue().promote(2).moved()).isEqualTo(2);
    assertThat(retry()).hasSize(1);
  }

  @Test
  default void a_message_that_would_merge_with_a_waiting_one_goes_to_pending() {
    push(message(1), message(2), message(3));
    queue().retry(claimOne(), message(5), HOUR);

    assertThat(queue().retry(claimOne(), message(5), HOUR.multipliedBy(2))).isTrue();
    assertThat(retry()).containsExactly(message(5));
    assertThat(queue().promote(1).nextDue().orElseThrow()).isLessThanOrEqualTo(HOUR.plusMillis(1));
    assertThat(payloads(queue().claim(2).leases())).containsExactly(message(3), message(5));
  }

  @Test
  default void a_message_given_up_is_the_newest_dead_letter() {
    push(message(1), message(2));
    queue().deadLetter(claimOne(), message(11));
    queue().deadLetter(claimOne(), message(12));

    assertThat(deadLetters()).containsExactly(message(12), message(11));
    assertThat(processing()).isEmpty();
  }

  @Test
  default void released_messages_are_claimed_next_in_their_old_order() {
    push(message(1), message(2), message(3));
    List<Lease> leases = queue().claim(2).leases();

    assertThat(queue().release(leases)).hasSize(2);
    assertThat(pending()).containsExactly(message(1), message(2), message(3));
    assertThat(processing()).isEmpty();
  }

  @Test
  default void only_ended_leases_are_stale() {
    push(message(1), message(2));
    Lease lease = claimOne();

    assertThat(queue().stale(HOUR, 10)).isEmpty();
    assertThat(queue().stale(Duration.ZERO, 10))
        .extracting(Lease::payload)
        .containsExactly(lease.payload());
  }

  @Test
  default void no_more_stale_leases_are_listed_than_asked_for() {
    push(message(1), message(2), message(3));
    queue().claim(3);

    assertThat(queue().stale(Duration.ZERO, 2)).hasSize(2);
  }

  @Test
  default void a_reclaimed_message_is_claimed_next_and_the_old_lease_is_lost() {
    push(message(1), message(2));
    Lease lease = claimOne();
    Lease stale = queue().stale(Duration.ZERO, 1).get(0);

    assertThat(queue().reclaim(stale, message(11))).isTrue();
    assertThat(queue().reclaim(stale, message(11))).isFalse();
    assertThat(queue().ack(unmarked(List.of(lease)))).isEmpty();
    assertThat(pending()).containsExactly(message(11), message(2));
  }

  @Test
  default void an_extended_message_is_not_reclaimed() {
    push(message(1));
    Lease lease = claimOne();
    Lease stale = queue().stale(Duration.ZERO, 1).get(0);
    queue().extend(unmarked(List.of(lease)), queue().now());

    assertThat(queue().reclaim(stale, message(11))).isFalse();
    assertThat(processing()).containsExactly(message(1));
  }

  @Test
  default void redriving_moves_exactly_this_dead_letter() {
    push(message(1), message(2));
    queue().claim(2).leases().forEach(lease -> queue().deadLetter(lease, lease.payload()));

    assertThat(redrive(message(1), Optional.empty())).isTrue();
    assertThat(redrive(message(1), Optional.empty())).isFalse();
    assertThat(pending()).containsExactly(message(1));
    assertThat(deadLetters()).containsExactly(message(2));
  }

  @Test
  default void discarding_removes_exactly_one_dead_letter() {
    push(message(1));
    queue().deadLetter(claimOne(), message(7));
    push(message(1));
    queue().deadLetter(claimOne(), message(7));

    assertThat(discard(message(7))).isTrue();
    assertThat(deadLetters()).containsExactly(message(7));
    assertThat(discard(message(8))).isFalse();
  }

  @Test
  default void counts_tell_the_messages_of_each_state() {
    push(
        IntStream.rangeClosed(1, 10)
            .mapToObj(MessageQueueContract::message)
            .toArray(Payload[]::new));
    List<Lease> leases = queue().claim(6).leases();
    queue().retry(leases.get(0), message(1), HOUR);
    queue().deadLetter(leases.get(1), message(2));
    queue().deadLetter(leases.get(2), message(3));

    assertThat(counts()).isEqualTo(new QueueCounts(4, 3, 1, 2));
  }

  @Test
  default void a_thousand_identical_payloads_are_a_thousand_claims() {
    Payload twin = Payload.of("{}");
    push(Collections.nCopies(1000, twin).toArray(Payload[]::new));

    int claimed = 0;
    for (int round = 0; round < 1000; round++) {
      Set<Lease> acked = queue().ack(unmarked(queue().claim(20).leases()));
      claimed += acked.size();
    }

    assertThat(claimed).isEqualTo(1000);
    assertThat(counts()).isEqualTo(QueueCounts.NONE);
  }

  @Test
  default void payload_bytes_survive_every_move() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Payload binary = new Payload(bytes);
    push(binary);
    queue().release(queue().claim(1).leases());
    queue().reclaim(claimOne(), binary);
    queue().retry(claimOne(), binary, Duration.ofSeconds(-1));
    queue().promote(1);
    queue().deadLetter(claimOne(), binary);
    redrive(binary, Optional.empty());

    assertThat(pending()).containsExactly(binary);
  }

  @Test
  default void a_claim_brings_no_more_bytes_than_one_message_may_have() {
    Payload half = Payload.of("h".repeat(MAX_BYTES / 2));
    Payload other = Payload.of("o".repeat(MAX_BYTES / 2));
    push(half, other, message(1));

    assertThat(payloads(queue().claim(10).leases())).containsExactly(half, other);
    assertThat(payloads(queue().claim(10).leases())).containsExactly(message(1));
  }
}
