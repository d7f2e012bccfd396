package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
      try (RedisServer peersRedis = RedisServer.start();
          SmtpSink sink = SmtpSink.start();
          Candidates candidates = Candidates.start(bench, sink.port(), SENDS)) {
        compare(candidates, new Peers(peersRedis, sink.port()), bytes, count);
      }
    }
  }

  private void compare(Candidates candidates, Peers peers, int bytes, int count) throws Exception {
    Report report = bench.report();
    report.heading("E-mail of %,d bytes, %d concurrent sends".formatted(bytes, SENDS));
    Mails mails = new Mails(bytes);
    candidates.warmUp(mails, 4 * bench.rounds(), count);
    Map<String, Drained> last = new LinkedHashMap<>();
    Turns turns = new Turns();
    for (Candidate candidate : candidates) {
      Contender.Round round =
          number -> {
            Drained drained = candidate.worker().drain(mails, number);
            last.put(candidate.name(), drained);
            return drained.perSecond();
          };
      turns.add(new Contender(candidate.name(), round), count);
    }
    peers.contenders(bytes, SENDS).forEach(peer -> turns.add(peer, count));
    turns.measure(bench.rounds());
    Turns.columns(report, "bytes");
    turns.report(report, "%,d".formatted(bytes));
    chart(turns, bytes);
    report.line("");
    for (Map.Entry<String, Drained> entry : last.entrySet()) {
      Drained drained = entry.getValue();
      report.line(
          "%s: %.0f µs of CPU and %.0f of Redis, %.2f script calls and %.1f Redis commands per message, peak of %d MiB."
              .formatted(
                  entry.getKey(),
                  drained.cpuMicros(),
                  drained.redisMicros(),
                  drained.scripts(),
                  drained.commands(),
                  drained.peakKib() / 1024));
    }
  }

  private static void chart(Turns turns, int bytes) throws IOException {
    BarChart chart = new BarChart("E-mails of %,d bytes a second".formatted(bytes));
    turns.medians().forEach(chart::bar);
    chart.write(Report.DIRECTORY.resolve("email-" + bytes + ".svg"));
  }
}
