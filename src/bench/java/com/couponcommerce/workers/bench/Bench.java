package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.server.ServerKind;
import java.util.List;

/**
 * Parameters of every measurement.
 *
 * @param messages of one round
 * @param rounds of which the middle one counts
 */
record Bench(ServerKind kind, int messages, int rounds, Report report) {

  /** The middle one of several measurements, so that one hiccup of the machine does not count. */
  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
