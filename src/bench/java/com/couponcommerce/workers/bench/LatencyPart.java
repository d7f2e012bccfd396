package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

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
    try (SlowSink sink = SlowSink.start(Duration.ZERO, this::accepted);
        Candidates candidates = Candidates.start(bench, sink.port(), SENDS)) {
      candidates.warmUp(new Mails(1024), 3 * bench.rounds(), bench.messages());
      for (Candidate candidate : candidates) {
        push(candidate.worker(), 20, 200);
      }
      bench.report().columns("pushed a second", "", "p50 ms", "p95 ms", "p99 ms", "max ms");
      for (int rate : new int[] {20, 200, 1000}) {
        measure(candidates, rate);
      }
    }
  }

  /** Pushes in turns. */
  private void measure(Candidates candidates, int rate) throws Exception {
    int count = Math.min(20 * rate, 5000) / bench.rounds();
    Map<String, LongStream> nanos = new LinkedHashMap<>();
    for (int i = 0; i < bench.rounds(); i++) {
      for (Candidate candidate : candidates) {
        LongStream pushed = LongStream.of(push(candidate.worker(), rate, count));
        nanos.merge(candidate.name(), pushed, LongStream::concat);
      }
    }
    for (Map.Entry<String, LongStream> entry : nanos.entrySet()) {
      Latencies latencies = new Latencies(entry.getValue().toArray());
      bench
          .report()
          .row(
              rate,
              entry.getKey(),
              latencies.percentile(50),
              latencies.percentile(95),
              latencies.percentile(99),
              latencies.percentile(100));
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

  private long[] push(Worker worker, int perSecond, int count) throws InterruptedException {
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
    return nanos;
  }
}
