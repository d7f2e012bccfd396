package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures which heap a worker needs: its speed in turns with larger and smaller ones, and the
 * longest pause while the largest mails go through it.
 */
final class HeapPart {
  private static final int SENDS = 32;
  private static final int WARM_UP_ROUNDS = 12;

  /** Body of a mail that MAX_MESSAGE_BYTES allows by default. */
  private static final int LARGEST = 1_048_000;

  private static final int LARGE_MAILS = 2_000;
  private static final String FULL = "Full";
  private static final String YOUNG = "Young";

  private final Bench bench;

  HeapPart(Bench bench) {
    this.bench = bench;
  }

  /** A worker with options of its own for its JVM. */
  private record Jvm(String options, RedisServer redis, Worker worker) {
    private static final Path LOGS = Path.of("target", "bench").toAbsolutePath();

    static Jvm start(Bench bench, String options, int number, int smtpPort) throws IOException {
      Files.createDirectories(LOGS);
      RedisServer redis = RedisServer.start();
      // Of all ways to set options only this one is stronger than the server's own.
      String all = options + " -Xlog:gc:file=" + LOGS.resolve("gc-%p.log");
      Map<String, String> settings = Map.of("EMAIL_CONCURRENCY", "" + SENDS, "_JAVA_OPTIONS", all);
      return new Jvm(
          options,
          redis,
          Worker.start(bench.kind(), "bench-heap-" + number, redis, smtpPort, settings));
    }

    /**
     * Returns the pauses so far, in ms.
     *
     * @param kind as the log of the JVM has it
     */
    List<Double> pauses(String kind) throws IOException {
      Pattern pause = Pattern.compile("Pause " + kind + " .* ([0-9.]+)ms");
      try (Stream<String> lines = Files.lines(LOGS.resolve("gc-" + worker.pid() + ".log"))) {
        return lines
            .flatMap(line -> pause.matcher(line).results())
            .map(found -> Double.valueOf(found.group(1)))
            .toList();
      }
    }

    void close() {
      worker.close();
      redis.close();
    }
  }

  void run() throws Exception {
    String[] choices =
        System.getProperty(
                "bench.heaps",
                "-Xmx512m,-Xmx512m -XX:+UseSerialGC,-Xmx256m -XX:+UseSerialGC,"
                    + "-Xmx192m -XX:+UseSerialGC,-Xmx128m -XX:+UseSerialGC")
            .split(",", -1);
    List<Jvm> jvms = new ArrayList<>();
    try (SmtpSink sink = SmtpSink.start()) {
      for (String options : choices) {
        jvms.add(Jvm.start(bench, options, jvms.size(), sink.port()));
      }
      measure(jvms);
    } finally {
      jvms.forEach(Jvm::close);
    }
  }

  private void measure(List<Jvm> jvms) throws Exception {
    Mails mails = new Mails(1024);
    for (Jvm jvm : jvms) {
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        jvm.worker().drain(mails, bench.messages());
      }
    }
    Turns turns = new Turns();
    for (Jvm jvm : jvms) {
      turns.add(
          new Contender(jvm.options(), count -> jvm.worker().drain(mails, count).perSecond()),
          bench.messages());
    }
    turns.measure(bench.rounds());
    bench.report().heading("Heap, e-mail of 1 KB, %d sends".formatted(SENDS));
    Turns.columns(bench.report(), "what");
    turns.report(bench.report(), "1 KB");
    bench.report().heading("%d mails of %d bytes".formatted(LARGE_MAILS, LARGEST));
    bench
        .report()
        .columns(
            "JVM",
            "memory MiB before",
            "peak MiB",
            "a second",
            "full pauses",
            "the longest, ms",
            "the longest other, ms");
    for (Jvm jvm : jvms) {
      large(jvm);
    }
  }

  private void large(Jvm jvm) throws Exception {
    long before = ProcessCost.of(jvm.worker().pid()).residentKib() / 1024;
    int full = jvm.pauses(FULL).size();
    int young = jvm.pauses(YOUNG).size();
    Drained drained = jvm.worker().drain(new Mails(LARGEST), LARGE_MAILS);
    bench
        .report()
        .row(
            jvm.options(),
            before,
            drained.peakKib() / 1024,
            drained.perSecond(),
            jvm.pauses(FULL).size() - full,
            longest(jvm.pauses(FULL), full),
            longest(jvm.pauses(YOUNG), young));
  }

  /** Returns the longest pause after a number of earlier ones. */
  private static double longest(List<Double> pauses, int earlier) {
    return pauses.stream().skip(earlier).mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
