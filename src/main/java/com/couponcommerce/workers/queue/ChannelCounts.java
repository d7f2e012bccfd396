package com.couponcommerce.workers.queue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The number of messages of a channel in each state, all counted at the same moment. A number that
 * could not be read is unknown, not zero.
 *
 * @param known the numbers that could be read
 * @param problems why the others could not be read, and what to do
 */
public record ChannelCounts(Map<QueueState, Long> known, List<String> problems) {

  public ChannelCounts {
    known = Map.copyOf(known);
    problems = List.copyOf(problems);
  }

  /** Returns the number in one state; empty if it is unknown. */
  public OptionalLong of(QueueState state) {
    return Optional.ofNullable(known.get(state)).stream().mapToLong(Long::longValue).findFirst();
  }

  /** Returns the number in one state of several channels; empty if it is unknown of one. */
  public static OptionalLong sum(Collection<ChannelCounts> channels, QueueState state) {
    return channels.stream().allMatch(counts -> counts.of(state).isPresent())
        ? OptionalLong.of(
            channels.stream().mapToLong(counts -> counts.of(state).orElseThrow()).sum())
        : OptionalLong.empty();
  }

  /** Returns all numbers; empty if one of them is unknown. */
  public Optional<QueueCounts> complete() {
    return problems.isEmpty()
        ? Optional.of(
            new QueueCounts(
                of(QueueState.PENDING).orElseThrow(),
                of(QueueState.PROCESSING).orElseThrow(),
                of(QueueState.RETRY).orElseThrow(),
                of(QueueState.DEAD_LETTER).orElseThrow()))
        : Optional.empty();
  }
}
