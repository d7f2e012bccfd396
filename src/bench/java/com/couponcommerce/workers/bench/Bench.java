package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.server.ServerKind;
import java.util.List;

/**
 * Parameters of every measurement.
 *
 * @param messages number of messages in one round
 * @param rounds number of rounds; the median counts
 */
record Bench(ServerKind kind, int messages, int rounds, Report report) {

  /** Returns the median, which one disturbance of the machine does not change. */
  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
