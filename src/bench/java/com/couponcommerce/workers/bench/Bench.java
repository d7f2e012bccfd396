package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.dev.ServerKind;
import java.util.Arrays;

/**
 * What every measurement gets.
 *
 * @param messages of one round
 * @param rounds of which the middle one counts
 */
record Bench(ServerKind kind, int messages, int rounds, Report report) {

  /** The middle one of several measurements, so that one hiccup of the machine does not count. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
