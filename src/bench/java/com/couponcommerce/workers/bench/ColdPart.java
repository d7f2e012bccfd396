package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures how fast mails are sent from the deployment on, while the JVM still compiles. */
final class ColdPart {
  private static final int SENDS = 32;
  private static final Duration WINDOW = Duration.ofSeconds(5);

  /** Number of windows in the first 30 seconds. */
  private static final int COLD = 6;

  /** Number of windows at the end that count as warm. */
  private static final int WARM = 4;

  private final Bench bench;

  ColdPart(Bench bench) {
    this.bench = bench;
  }

  void run() throws Exception {
    int count = Integer.getInteger("bench.cold", 400_000);
    bench.report().heading("From the deployment on, e-mail of 1 KB, %d sends".formatted(SENDS));
    try (RedisServer redis = RedisServer.start();
        SmtpSink sink = SmtpSink.start();
        Worker worker = Worker.start(bench.kind(), redis, sink.port(), SENDS)) {
      new Mails(1024).push(worker.redis(), Worker.STAGED, count);
      report(windows(worker, count));
    }
  }

  /**
   * Returns the mails of each window until the queue is empty; the last, shorter one is left out.
   */
  private static List<Double> windows(Worker worker, int count) throws InterruptedException {
    QueueKeys keys = QueueKeys.of(Channel.EMAIL);
    List<Double> rates = new ArrayList<>();
    worker.redis().rename(Worker.STAGED, keys.pending());
    long left = count;
    long since = System.nanoTime();
    while (true) {
      Thread.sleep(WINDOW.toMillis());
      long now = System.nanoTime();
      long after = worker.left(keys);
      if (after == 0) {
        return rates;
      }
      rates.add((left - after) * 1e9 / (now - since));
      left = after;
      since = now;
    }
  }

  private void report(List<Double> rates) throws Exception {
    if (rates.size() < COLD + WARM) {
      throw new IllegalStateException("too few mails for this machine: set -Dbench.cold=");
    }
    double warm = average(rates.subList(rates.size() - WARM, rates.size()));
    bench.report().columns("until second", "a second", "% of the last " + WARM);
    for (int i = 0; i < rates.size(); i++) {
      bench.report().row((i + 1) * WINDOW.toSeconds(), rates.get(i), 100 * rates.get(i) / warm);
    }
    double first = average(rates.subList(0, COLD));
    bench
        .report()
        .line("\nThe first 30 s: %.0f a second, %.0f %%.".formatted(first, 100 * first / warm));
  }

  private static double average(List<Double> rates) {
    return rates.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
