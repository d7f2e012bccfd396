package com.couponcommerce.workers.simulation.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sorted set as Redis keeps it: by score, then by member. */
final class SortedSet {
  /** A member with its score. */
  record Entry(String member, double score) implements Comparable<Entry> {
    private static final Comparator<Entry> ORDER =
        Comparator.comparingDouble(Entry::score).thenComparing(Entry::member);

    @Override
    public int compareTo(Entry other) {
      return ORDER.compare(this, other);
    }
  }

  private final Map<String, Double> scores = new HashMap<>();
  private final List<Entry> order = new ArrayList<>();

  SortedSet() {}

  SortedSet(SortedSet copied) {
    scores.putAll(copied.scores);
    order.addAll(copied.order);
  }

  @Nullable Double score(String member) {
    return scores.get(member);
  }

  /** Sets a score; returns whether the member is new. */
  boolean put(String member, double score) {
    boolean isNew = !remove(member);
    scores.put(member, score);
    Entry entry = new Entry(member, score);
    order.add(-Collections.binarySearch(order, entry) - 1, entry);
    return isNew;
  }

  /** Removes a member; returns whether it was there. */
  boolean remove(String member) {
    Double score = scores.remove(member);
    if (score == null) {
      return false;
    }
    order.remove(Collections.binarySearch(order, new Entry(member, score)));
    return true;
  }

  int size() {
    return order.size();
  }

  /** Returns the entries, the lowest first; the caller must not keep it. */
  List<Entry> entries() {
    return Collections.unmodifiableList(order);
  }
}
