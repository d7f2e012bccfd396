package com.couponcommerce.workers.email.smtp;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** How often each case occurred. */
final class Tally {
  private final Map<Enum<?>, Long> counts = new HashMap<>();

  void count(Enum<?> event) {
    counts.merge(event, 1L, Long::sum);
  }

  long of(Enum<?> event) {
    return counts.getOrDefault(event, 0L);
  }

  /** Returns a line for each type, with its constants in their order. */
  @Override
  public String toString() {
    return counts.keySet().stream()
        .map(Enum::getDeclaringClass)
        .distinct()
        .sorted(Comparator.comparing(Class::getSimpleName))
        .map(type -> type.getSimpleName() + ": " + line(type.getEnumConstants()))
        .collect(joining("\n"));
  }

  private String line(Enum<?>[] events) {
    return Stream.of(events).map(event -> event + " " + of(event)).collect(joining(", "));
  }
}
