package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.dev.RedisServer;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.RedisClient;

/** What it costs when there is more work, and more workers. */
final class GrowthPart {
  private static final int SENDS = 32;
  private static final int ASIDE = 100_000;

  private final Bench bench;

  GrowthPart(Bench bench) {
    this.bench = bench;
  }

  void run() throws Exception {
    backlog();
    instances();
  }

  private void backlog() throws Exception {
    bench.report().heading("As work grows, e-mail of 1 KB, 32 sends");
    bench
        .report()
        .columns(
            "what waits", "a second", "server's memory MiB", "GET /health/redis p99 ms, most ms");
    try (RedisServer redis = RedisServer.start();
        SmtpSink sink = SmtpSink.start();
        Worker worker = Worker.start(bench.kind(), redis, sink.port(), SENDS)) {
      Mails mails = new Mails(1024);
      for (int i = 0; i < 4 * bench.rounds(); i++) {
        worker.drain(mails, bench.messages());
      }
      measure(worker, mails, 10_000, "10,000 pending");
      measure(worker, mails, 10_000, "10,000 pending");
      measure(worker, mails, Integer.getInteger("bench.many", 1_000_000), "many pending");
      measure(worker, mails, 100_000, "100,000 pending");
      putAside(worker.redis(), mails);
      measure(worker, mails, 100_000, "100,000 pending, 100,000 in retry, 100,000 dead letters");
      worker.redis().flushAll();
      measure(worker, mails, 100_000, "100,000 pending");
    }
  }

  private void measure(Worker worker, Mails mails, int count, String what) throws Exception {
    HealthProbe probe = new HealthProbe(worker.server().url("/api/v1/health/redis"));
    Drained run =
        worker.drain(
            Channel.EMAIL,
            count,
            () -> {
              mails.push(worker.redis(), Worker.STAGED, count);
              probe.start();
            });
    Latencies answers = probe.stop();
    bench
        .report()
        .row(
            what,
            run.perSecond(),
            run.peakKib() / 1024,
            "%.1f, %.1f".formatted(answers.percentile(99), answers.percentile(100)));
  }

  private static void putAside(RedisClient redis, Mails mails) {
    QueueKeys keys = QueueKeys.of(Channel.EMAIL);
    double inAnHour = System.currentTimeMillis() + 3_600_000.0;
    for (int i = 0; i < ASIDE; i += 1000) {
      Map<String, Double> some = new HashMap<>();
      for (int j = 0; j < 1000; j++) {
        some.put(mails.next(), inAnHour + j);
      }
      redis.zadd(keys.retry(), some);
    }
    mails.push(redis, keys.deadLetter(), ASIDE);
  }

  private void instances() throws Exception {
    bench.report().heading("Two instances, 50 ms of latency, 32 sends each");
    bench.report().columns("instances", "a second");
    try (RedisServer redis = RedisServer.start();
        SlowSink sink = SlowSink.start(Duration.ofMillis(50), (recipient, when) -> {});
        Worker one = Worker.start(bench.kind(), redis, sink.port(), SENDS)) {
      Mails mails = new Mails(1024);
      one.drain(mails, 5000);
      double alone = one.drain(mails, 5000).perSecond();
      bench.report().row(1, alone);
      Map<String, String> settings = Map.of("EMAIL_CONCURRENCY", "" + SENDS);
      try (Worker two = Worker.start(bench.kind(), "bench-two", redis, sink.port(), settings)) {
        two.drain(mails, 10_000);
        double both = two.drain(mails, 10_000).perSecond();
        bench.report().row(2, both);
        bench.report().line("\nTwo have %.2f times the rate of one.".formatted(both / alone));
      }
    }
  }

  /** Asks again and again, ten times a second. */
  private static final class HealthProbe {
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest question;
    private final AtomicBoolean done = new AtomicBoolean();
    private final List<Long> answers = new ArrayList<>();
    private final Thread thread = new Thread(this::ask, "health-probe");

    HealthProbe(URI url) {
      question = HttpRequest.newBuilder(url).build();
    }

    void start() {
      thread.start();
    }

    Latencies stop() throws InterruptedException {
      done.set(true);
      thread.join();
      return new Latencies(answers.stream().mapToLong(Long::longValue).toArray());
    }

    private void ask() {
      try {
        while (!done.get()) {
          long begun = System.nanoTime();
          int status = http.send(question, BodyHandlers.discarding()).statusCode();
          if (status != 200) {
            throw new IllegalStateException("GET /health/redis: " + status);
          }
          answers.add(System.nanoTime() - begun);
          LockSupport.parkNanos(100_000_000);
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
