package com.couponcommerce.workers.bench;

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
  private static final Path LOGS = Path.of("target", "bench").toAbsolutePath();

  private final Bench bench;

  HeapPart(Bench bench) {
    this.bench = bench;
  }

  /** Starts a worker with options of its own for its JVM. */
  private Candidate start(String options, int number, int smtpPort) {
    // Of all ways to set options only this one is stronger than the server's own.
    String all = options + " -Xlog:gc:file=" + LOGS.resolve("gc-%p.log");
    return Candidate.start(
        bench,
        options,
        "bench-heap-" + number,
        bench.kind().war(),
        smtpPort,
        Map.of("EMAIL_CONCURRENCY", "" + SENDS, "_JAVA_OPTIONS", all));
  }

  /**
   * Returns the pauses of a JVM so far, in ms.
   *
   * @param kind as the log of the JVM has it
   */
  private static List<Double> pauses(Candidate jvm, String kind) throws IOException {
    Pattern pause = Pattern.compile("Pause " + kind + " .* ([0-9.]+)ms");
    try (Stream<String> lines = Files.lines(LOGS.resolve("gc-" + jvm.worker().pid() + ".log"))) {
      return lines
          .flatMap(line -> pause.matcher(line).results())
          .map(found -> Double.valueOf(found.group(1)))
          .toList();
    }
  }

  void run() throws Exception {
    String[] choices =
        System.getProperty(
                "bench.heaps",
                "-Xmx512m,-Xmx512m -XX:+UseSerialGC,-Xmx256m -XX:+UseSerialGC,"
                    + "-Xmx192m -XX:+UseSerialGC,-Xmx128m -XX:+UseSerialGC")
            .split(",", -1);
    Files.createDirectories(LOGS);
    List<Candidate> jvms = new ArrayList<>();
    try (SmtpSink sink = SmtpSink.start()) {
      for (String options : choices) {
        jvms.add(start(options, jvms.size(), sink.port()));
      }
      measure(jvms);
    } finally {
      jvms.forEach(Candidate::close);
    }
  }

  private void measure(List<Candidate> jvms) throws Exception {
    Mails mails = new Mails(1024);
    for (Candidate jvm : jvms) {
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        jvm.worker().drain(mails, bench.messages());
      }
    }
    Turns turns = new Turns();
    for (Candidate jvm : jvms) {
      turns.add(
          new Contender(jvm.name(), count -> jvm.worker().drain(mails, count).perSecond()),
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
    for (Candidate jvm : jvms) {
      large(jvm);
    }
  }

  private void large(Candidate jvm) throws Exception {
    long before = ProcessCost.of(jvm.worker().pid()).residentKib() / 1024;
    int full = pauses(jvm, FULL).size();
    int young = pauses(jvm, YOUNG).size();
    Drained drained = jvm.worker().drain(new Mails(LARGEST), LARGE_MAILS);
    bench
        .report()
        .row(
            jvm.name(),
            before,
            drained.peakKib() / 1024,
            drained.perSecond(),
            pauses(jvm, FULL).size() - full,
            longest(pauses(jvm, FULL), full),
            longest(pauses(jvm, YOUNG), young));
  }

  /** Returns the longest pause after a number of earlier ones. */
  private static double longest(List<Double> pauses, int earlier) {
    return pauses.stream().skip(earlier).mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
