package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/** Measures the time from the LPUSH of a mail to the 250 of the mail server. */
final class LatencyPart {
  private static final int SENDS = 32;

  private final Bench bench;
  private volatile Round round = new Round(0);

  /** Time stamps of one round, by the number of the mail. */
  private static final class Round {
    private final AtomicLongArray pushed;
    private final AtomicLongArray accepted;
    private final CountDownLatch left;

    Round(int count) {
      pushed = new AtomicLongArray(count);
      accepted = new AtomicLongArray(count);
      left = new CountDownLatch(count);
    }
  }

  LatencyPart(Bench bench) {
    this.bench = bench;
  }

  void run() throws Exception {
    bench.report().heading("From LPUSH to the mail server's 250, 1 KB");
    bench.report().columns("pushed a second", "p50 ms", "p95 ms", "p99 ms", "max ms");
    try (RedisServer redis = RedisServer.start();
        SlowSink sink = SlowSink.start(Duration.ZERO, this::accepted);
        Worker worker = Worker.start(bench.kind(), redis, sink.port(), SENDS)) {
      Mails warm = new Mails(1024);
      for (int i = 0; i < 3 * bench.rounds(); i++) {
        worker.drain(warm, bench.messages());
      }
      push(worker, 20, 200);
      for (int rate : new int[] {20, 200, 1000}) {
        Latencies latencies = push(worker, rate, Math.min(20 * rate, 5000));
        bench
            .report()
            .row(
                rate,
                latencies.percentile(50),
                latencies.percentile(95),
                latencies.percentile(99),
                latencies.percentile(100));
      }
    }
  }

  private void accepted(String recipient, long nanoTime) {
    Round now = round;
    if (recipient.startsWith("latency")) {
      int number =
          Integer.parseInt(recipient.substring("latency".length(), recipient.indexOf('@')));
      now.accepted.set(number, nanoTime);
      now.left.countDown();
    }
  }

  private Latencies push(Worker worker, int perSecond, int count) throws InterruptedException {
    Round pushes = new Round(count);
    round = pushes;
    String pending = QueueKeys.of(Channel.EMAIL).pending();
    String body = "x".repeat(1024);
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = begun + i * 1_000_000_000L / perSecond;
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      String mail = Mails.mail("l%d-%d".formatted(begun, i), "latency" + i, "Test", body);
      pushes.pushed.set(i, System.nanoTime());
      worker.redis().lpush(pending, mail);
    }
    pushes.left.await();
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      nanos[i] = pushes.accepted.get(i) - pushes.pushed.get(i);
    }
    return new Latencies(nanos);
  }
}
