package com.couponcommerce.workers.api.person;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.Cursor;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.person.ErasureWalk;
import com.couponcommerce.workers.queue.person.ErasureWalk.Change;
import com.couponcommerce.workers.queue.person.ErasureWalk.Part;
import com.couponcommerce.workers.queue.person.RecipientTraces;
import com.couponcommerce.workers.queue.person.RecipientTraces.Forgotten;
import com.couponcommerce.workers.queue.person.RecipientTraces.Progress;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.sender.ErasableRecipient;
import com.couponcommerce.workers.sender.RecipientReader;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Erases one person from a channel. Each call runs for a bounded time and continues where the last
 * one stopped, on any instance. Messages move during the search, so an erasure is done when one
 * complete search has found nothing. The caller repeats it until then.
 */
@Singleton
public final class RecipientEraser {
  /**
   * Limit of one call: proxies wait for a minute, people for less. A million messages take a few
   * calls.
   */
  static final Duration BUDGET = Duration.ofSeconds(10);

  private final RedisPools redis;
  private final List<RecipientReader> readers;
  private final InstantSource clock;

  @Inject
  public RecipientEraser(
      RedisPools redis, @Any Instance<RecipientReader> readers, InstantSource clock) {
    this(redis, readers.stream().toList(), clock);
  }

  RecipientEraser(RedisPools redis, List<RecipientReader> readers, InstantSource clock) {
    this.redis = redis;
    this.readers = List.copyOf(readers);
    this.clock = clock;
  }

  /**
   * Returns the recipient of a channel.
   *
   * @throws RefusedMessageException if the text is no recipient
   */
  public ErasableRecipient recipient(Channel channel, String text) throws RefusedMessageException {
    return readers.stream()
        .filter(reader -> reader.channel() == channel)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no reader of recipients for channel " + channel))
        .recipient(text);
  }

  /**
   * Erases the data that is found within ten seconds.
   *
   * @param optOut true to erase the recipient also from the list of opt-outs
   */
  public Erasure erase(Channel channel, ErasableRecipient recipient, boolean optOut) {
    Instant end = clock.instant().plus(BUDGET);
    RecipientTraces traces = new RecipientTraces(redis, channel);
    Forgotten forgotten = traces.forget(recipient.key(), optOut);
    Progress before =
        traces.progress(recipient.key()).orElseGet(() -> new Progress(ErasureWalk.start(), 0));
    Tally tally = new Tally(before.found());
    Optional<Cursor> next = Optional.of(before.cursor());
    ErasureWalk walk = new ErasureWalk(redis, channel);
    while (next.isPresent() && clock.instant().isBefore(end)) {
      Part part = walk.read(next.get());
      erase(walk, next.get().state(), part.messages(), recipient, tally);
      tally.unread += part.unread();
      next = part.next();
      // Stored after each part, so that a call that is aborted keeps its progress.
      next.ifPresent(cursor -> traces.keep(recipient.key(), new Progress(cursor, tally.found)));
    }
    if (next.isEmpty()) {
      traces.end(recipient.key());
    }
    return new Erasure(
        new Erasure.Messages(tally.removed, tally.changed, tally.unread, tally.inFlight),
        forgotten,
        next.isEmpty() && tally.found == 0 && forgotten.sum() == 0);
  }

  private static void erase(
      ErasureWalk walk,
      QueueState state,
      List<FoundMessage> messages,
      ErasableRecipient recipient,
      Tally tally) {
    List<Change> changes = new ArrayList<>();
    for (FoundMessage message : messages) {
      recipient
          .verdict(message.payload())
          .<Optional<Change>>match(
              keep -> Optional.empty(),
              remove -> Optional.of(new Change(message, Optional.empty())),
              replace -> Optional.of(new Change(message, Optional.of(replace.payload()))))
          .ifPresent(changes::add);
    }
    if (state == QueueState.PROCESSING) {
      tally.inFlight(changes.size());
    } else {
      List<Boolean> made = walk.erase(state, changes);
      for (int i = 0; i < made.size(); i++) {
        tally.count(state, changes.get(i), made.get(i));
      }
    }
  }

  /** Counts of this call, and of the search so far. */
  private static final class Tally {
    private final Map<QueueState, Long> removed = new EnumMap<>(QueueState.class);
    private final Map<QueueState, Long> changed = new EnumMap<>(QueueState.class);
    private long unread;
    private long inFlight;
    private long found;

    Tally(long foundBefore) {
      this.found = foundBefore;
    }

    void inFlight(int messages) {
      inFlight += messages;
      found += messages;
    }

    /**
     * Counts a message. One that has moved meanwhile counts as found, so that the search is
     * repeated.
     */
    void count(QueueState state, Change change, boolean made) {
      found++;
      if (made) {
        (change.replacement().isEmpty() ? removed : changed).merge(state, 1L, Long::sum);
      }
    }
  }
}
