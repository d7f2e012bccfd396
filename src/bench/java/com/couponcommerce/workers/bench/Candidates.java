package com.couponcommerce.workers.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The WARs that are measured beside each other: that of this build and, if the benchmark has one,
 * an earlier one. All run; those that are not measured are idle.
 */
final class Candidates implements Iterable<Candidate>, AutoCloseable {
  private final Report report;
  private final List<Candidate> all = new ArrayList<>();

  private Candidates(Report report) {
    this.report = report;
  }

  /**
   * Starts a server for each WAR.
   *
   * @param sends number of concurrent sends of each
   */
  static Candidates start(Bench bench, int smtpPort, int sends) {
    Candidates candidates = new Candidates(bench.report());
    Map<String, String> settings = Map.of("EMAIL_CONCURRENCY", "" + sends);
    try {
      candidates.all.add(
          Candidate.start(
              bench,
              "Coupon Workers on " + bench.kind(),
              "bench",
              bench.kind().war(),
              smtpPort,
              settings));
      bench
          .before()
          .ifPresent(
              war ->
                  candidates.all.add(
                      Candidate.start(bench, "before", "bench-before", war, smtpPort, settings)));
    } catch (RuntimeException e) {
      candidates.close();
      throw e;
    }
    return candidates;
  }

  /** Drains rounds of mails, during which the JVMs compile their hot code. */
  void warmUp(Mails mails, int rounds, int count) throws Exception {
    for (int i = 0; i < rounds; i++) {
      for (Candidate candidate : all) {
        double rate = candidate.worker().drain(mails, count).perSecond();
        report.line("warm-up %d, %s: %.0f a second".formatted(i + 1, candidate.name(), rate));
      }
    }
    report.line("");
  }

  @Override
  public Iterator<Candidate> iterator() {
    return all.iterator();
  }

  @Override
  public void close() {
    all.forEach(Candidate::close);
  }
}
