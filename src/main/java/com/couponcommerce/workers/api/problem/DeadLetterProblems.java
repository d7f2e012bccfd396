package com.couponcommerce.workers.api.problem;

import com.couponcommerce.workers.api.queue.ChannelState;
import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.worker.Throughput;
import com.couponcommerce.workers.worker.Throughput.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds messages that were dead-lettered lately, and the most frequent reason of the newest. */
final class DeadLetterProblems implements ProblemSource {
  /** Number in the longest window from which it is no single odd message. */
  private static final long MANY = 10;

  /** Newest dead letters that are looked at, which takes Redis less than a millisecond. */
  private static final int LOOKED_AT = 50;

  private static final int WINDOW = Throughput.WINDOWS.size() - 1;

  private final RedisPools redis;

  DeadLetterProblems(RedisPools redis) {
    this.redis = redis;
  }

  @Override
  public List<Finding> find(ChannelState state) {
    long count = state.sum(Event.DEAD_LETTERED, WINDOW);
    if (count < MANY || state.count(QueueState.DEAD_LETTER) == 0) {
      return List.of();
    }
    Finding found =
        Finding.of(ProblemId.DEAD_LETTERS_GROWING, state.channel())
            .with("count", count)
            .with("minutes", Throughput.WINDOWS.get(WINDOW).toMinutes());
    return List.of(main(state).map(note -> with(found, note)).orElse(found));
  }

  private static Finding with(Finding found, DeadLetterNote note) {
    Finding told = found.with("reason", Mask.start(note.reason().orElse("invalid"), 100));
    return note.code().map(code -> told.with("code", Mask.start(code, 100))).orElse(told);
  }

  /** Returns the most frequent reason and code of the newest dead letters. */
  private Optional<DeadLetterNote> main(ChannelState state) {
    Map<DeadLetterNote, Integer> counts = new HashMap<>();
    new MessageSearch(redis, state.channel())
            .search(
                QueueState.DEAD_LETTER, Optional.empty(), message -> true, LOOKED_AT, Duration.ZERO)
            .found()
            .stream()
            .map(FoundMessage::payload)
            .map(DeadLetterNote::of)
            .map(
                note ->
                    new DeadLetterNote(
                        note.reason(), note.code(), Optional.empty(), Optional.empty()))
            .forEach(kind -> counts.merge(kind, 1, Integer::sum));
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }
}
