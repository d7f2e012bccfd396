package com.couponcommerce.workers.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Measures contenders in turns, so that what disturbs the machine disturbs all of them. */
final class Turns {
  private final Map<Contender, Integer> counts = new LinkedHashMap<>();
  private final Map<Contender, List<Double>> rates = new LinkedHashMap<>();

  /**
   * Adds a contender; the others are compared with the first.
   *
   * @param count number of mails in each of its rounds
   */
  void add(Contender contender, int count) {
    counts.put(contender, count);
    rates.put(contender, new ArrayList<>());
  }

  /** Starts the table of {@link #report}. */
  static void columns(Report report, String first) throws IOException {
    report.columns(first, "", "messages a second", "each round", "Coupon Workers have");
  }

  void measure(int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      for (Map.Entry<Contender, List<Double>> entry : rates.entrySet()) {
        int count = Objects.requireNonNull(counts.get(entry.getKey()));
        entry.getValue().add(entry.getKey().round().perSecond(count));
      }
    }
  }

  /** Returns the medians by the contenders' names. */
  Map<String, Double> medians() {
    Map<String, Double> medians = new LinkedHashMap<>();
    rates.forEach((contender, each) -> medians.put(contender.name(), Bench.median(each)));
    return medians;
  }

  /**
   * Writes a row for each contender.
   *
   * @param first the first cell, which says what is measured
   */
  void report(Report report, String first) throws IOException {
    double own = medians().values().iterator().next();
    for (Map.Entry<Contender, List<Double>> entry : rates.entrySet()) {
      double median = Bench.median(entry.getValue());
      report.row(
          first,
          entry.getKey().name(),
          median,
          entry.getValue().stream().map("%.0f"::formatted).collect(Collectors.joining(", ")),
          "%.2f times as many".formatted(own / median));
    }
  }
}
