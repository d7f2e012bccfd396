package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.server.ServerKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of every measurement.
 *
 * @param messages number of messages in one round
 * @param rounds number of rounds, of which the median counts
 * @param before an earlier WAR to be measured too
 */
record Bench(ServerKind kind, int messages, int rounds, Optional<Path> before, Report report) {

  /** Returns the median of several measurements, so that a single outlier does not count. */
  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
