package com.couponcommerce.workers.queue.audit;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Searches the trails of all channels, the newest entry first, window by window. */
public final class AuditSearch {
  /** Upper bound of entries read by one call: reading whole trails would block Redis. */
  static final int MAX_SCANNED = 2000;

  private static final int WINDOW = 200;

  /**
   * A page of results.
   *
   * @param next position of the next page; empty at the end
   */
  public record Page(List<RecordedEntry> entries, Optional<AuditPosition> next) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  private final List<AuditTrail> trails;

  public AuditSearch(RedisPools redis) {
    this.trails =
        Arrays.stream(Channel.values()).map(channel -> new AuditTrail(redis, channel)).toList();
  }

  /**
   * Returns the newest entries that are wanted.
   *
   * @param before excludes this position and later ones
   * @param from excludes entries before this time
   * @param to excludes entries at this time and later
   * @param limit upper bound of entries; a page may have fewer although a next one follows
   * @throws QueueUnavailableException if Redis does not answer
   */
  public Page search(
      Optional<AuditPosition> before,
      Optional<Instant> from,
      Optional<Instant> to,
      Predicate<AuditEntry> wanted,
      int limit) {
    String first = from.map(time -> Long.toString(time.toEpochMilli())).orElse("-");
    List<Tape> tapes =
        trails.stream().map(trail -> new Tape(trail, last(trail, before, to), first)).toList();
    List<RecordedEntry> found = new ArrayList<>();
    Optional<AuditPosition> scanned = Optional.empty();
    for (int i = 0; i < MAX_SCANNED && found.size() < limit; i++) {
      Tape newest = newest(tapes);
      if (newest == null) {
        return new Page(found, Optional.empty());
      }
      RecordedEntry entry = newest.window.remove();
      scanned = Optional.of(entry.position());
      if (wanted.test(entry.entry())) {
        found.add(entry);
      }
    }
    return new Page(found, newest(tapes) == null ? Optional.empty() : scanned);
  }

  private static String last(
      AuditTrail trail, Optional<AuditPosition> before, Optional<Instant> to) {
    Optional<Long> millis = to.map(Instant::toEpochMilli);
    if (before.isPresent() && millis.filter(end -> end <= before.get().millis()).isEmpty()) {
      return before.get().before(trail.channel());
    }
    return millis.map(end -> "(" + end + "-0").orElse("+");
  }

  private static @Nullable Tape newest(List<Tape> tapes) {
    return tapes.stream()
        .filter(Tape::hasMore)
        .max(Comparator.comparing(tape -> tape.window.element().position()))
        .orElse(null);
  }

  /** The unread part of a trail. */
  private static final class Tape {
    private final AuditTrail trail;
    private final String first;
    private final Deque<RecordedEntry> window = new ArrayDeque<>();
    private String last;
    private boolean ended;

    Tape(AuditTrail trail, String last, String first) {
      this.trail = trail;
      this.last = last;
      this.first = first;
    }

    boolean hasMore() {
      if (window.isEmpty() && !ended) {
        window.addAll(trail.read(last, first, WINDOW));
        ended = window.size() < WINDOW;
        if (!window.isEmpty()) {
          last = window.getLast().position().before(trail.channel());
        }
      }
      return !window.isEmpty();
    }
  }
}
