package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Measures the WAR, its peers and their upper limit in turns. */
final class PeersPart {
  private static final int SENDS = 32;

  private final Bench bench;

  PeersPart(Bench bench) {
    this.bench = bench;
  }

  void run() throws Exception {
    for (int bytes : List.of(1024, 100 * 1024)) {
      int count = bytes == 1024 ? bench.messages() : bench.messages() / 20;
      try (RedisServer redis = RedisServer.start();
          RedisServer peersRedis = RedisServer.start();
          SmtpSink sink = SmtpSink.start();
          Worker worker = Worker.start(bench.kind(), redis, sink.port(), SENDS)) {
        compare(worker, new Peers(peersRedis, sink.port()), bytes, count);
      }
    }
  }

  private void compare(Worker worker, Peers peers, int bytes, int count) throws Exception {
    Report report = bench.report();
    report.heading("E-mail of %,d bytes, %d concurrent sends".formatted(bytes, SENDS));
    Mails mails = new Mails(bytes);
    // Warms up: the JVM compiles its hot code during these mails.
    for (int i = 0; i < 4 * bench.rounds(); i++) {
      double rate = worker.drain(mails, count).perSecond();
      report.line("warm-up %d: %.0f a second".formatted(i + 1, rate));
    }
    report.line("");
    String ours = "Coupon Workers on " + bench.kind();
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    List<Drained> drained = new ArrayList<>();
    for (int i = 0; i < bench.rounds(); i++) {
      Drained run = worker.drain(mails, count);
      drained.add(run);
      rates.computeIfAbsent(ours, name -> new ArrayList<>()).add(run.perSecond());
      rates
          .computeIfAbsent("guide's worker on Bun", name -> new ArrayList<>())
          .add(peers.guide(count, bytes, SENDS));
      rates
          .computeIfAbsent("BullMQ on Bun", name -> new ArrayList<>())
          .add(peers.bullmq(count, bytes, SENDS));
      rates
          .computeIfAbsent("limit: smtp-source", name -> new ArrayList<>())
          .add(peers.limit(count, bytes));
    }
    table(ours, rates, bytes);
    Drained last = drained.get(drained.size() - 1);
    report.line(
        "\n%s: %.0f µs of CPU, %.2f script calls and %.1f Redis commands per message, peak of %d MiB."
            .formatted(
                ours, last.cpuMicros(), last.scripts(), last.commands(), last.peakKib() / 1024));
  }

  private void table(String ours, Map<String, List<Double>> rates, int bytes) throws Exception {
    BarChart chart = new BarChart("E-mails of %,d bytes a second".formatted(bytes));
    double own = Bench.median(Objects.requireNonNull(rates.get(ours)));
    bench.report().columns("", "messages a second", "each round", "Coupon Workers have");
    for (Map.Entry<String, List<Double>> rate : rates.entrySet()) {
      double middle = Bench.median(rate.getValue());
      chart.bar(rate.getKey(), middle);
      bench
          .report()
          .row(
              rate.getKey(),
              middle,
              rate.getValue().stream().map("%.0f"::formatted).toList(),
              "%.2f times as many".formatted(own / middle));
    }
    chart.write(Report.DIRECTORY.resolve("email-" + bytes + ".svg"));
  }
}
