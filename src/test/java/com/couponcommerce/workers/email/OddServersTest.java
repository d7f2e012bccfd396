package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.email.OddServer.Manner;
import com.couponcommerce.workers.email.OddServer.Phase;
import com.couponcommerce.workers.email.reply.ReplyRules;
import com.couponcommerce.workers.email.smtp.SmtpReply;
import com.couponcommerce.workers.email.smtp.SmtpStage;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * The whole engine against a server that is odd to a part of its mails. {@code -Dodd.seconds=1800
 * -Dodd.mails=20000 -Dodd.seed=1} takes more of them; only then the waits are judged.
 */
class OddServersTest {
  private static final long SEED = Long.getLong("odd.seed", 1);
  private static final int MAILS = Integer.getInteger("odd.mails", 150);
  private static final int SECONDS = Integer.getInteger("odd.seconds", 7);
  private static final boolean LONG = SECONDS >= 600;

  /** Longest wait of a good mail, the times aside in which the server refuses everybody. */
  private static final double MAX_WAIT = 5;

  /** Longest time until those are out that were pushed while the server refused everybody. */
  private static final double MAX_CATCH_UP = 20;

  private final Map<Integer, Double> pushed = new ConcurrentHashMap<>();

  private record Served(int number, double at) {}

  private static final List<String> OURS = List.of("config", "quota", "server");

  /** Returns the refusals of real servers. */
  private static List<OddServer.Refusal> refusals() {
    return RealReply.all().stream()
        .filter(reply -> reply.text().matches("(?s)[45].*"))
        .map(
            reply ->
                new OddServer.Refusal(
                    reply.stage(),
                    reply.text(),
                    OURS.contains(reply.kind()) && !tellsWait(reply.text())))
        .toList();
  }

  /** Returns true for a reply after which a channel rightly waits longer than a test can. */
  private static boolean tellsWait(String reply) {
    return SmtpReply.of(reply.lines().toList())
        .map(parsed -> ReplyRules.builtIn().judge(SmtpStage.RCPT, parsed).retryAfter().isPresent())
        .orElse(true);
  }

  @Test
  @SuppressWarnings("SystemOut") // the command's report
  void no_good_mail_is_lost_sent_twice_or_held_up() throws Exception {
    List<OddServer.Refusal> refusals = refusals();
    List<String> replies = refusals.stream().map(OddServer.Refusal::reply).toList();
    List<Phase> phases =
        OddServer.phases(
            SEED, SECONDS, refusals.stream().filter(OddServer.Refusal::accusesUs).toList());
    try (SmtpServer server = SmtpServer.start()) {
      OddServer odd = new OddServer(phases, server::openConnections);
      server.script(odd);
      try (MailWorker worker =
          new MailWorker(MailFixture.session(server, "mail.smtp.timeout", "5000"), Map.of())) {
        List<OddMail> mails = push(odd, worker, replies);
        long good = mails.stream().filter(OddMail::isServed).count();
        await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () ->
                    assertThat(goodOnes(server).size())
                        .as("%s, pause %s", waitingGood(worker), worker.pause())
                        .isEqualTo((int) good));

        Report report = report(odd, server, worker, mails);
        System.out.println(report);
        assertThat(report.lost()).isEmpty();
        assertThat(report.twice()).isEmpty();
        assertThat(report.dead()).isEmpty();
        if (LONG) {
          assertThat(report.longestWait()).isLessThan(MAX_WAIT);
          assertThat(report.longestCatchUp()).isLessThan(MAX_CATCH_UP);
        }
      }
    }
  }

  private List<OddMail> push(OddServer odd, MailWorker worker, List<String> replies) {
    List<OddMail> mails = new ArrayList<>();
    for (int i = 0; i < MAILS; i++) {
      OddMail mail = OddMail.of(SEED, i, replies);
      mails.add(mail);
      odd.expect(mail);
      while (odd.seconds() < (double) i * SECONDS / MAILS) {
        LockSupport.parkNanos(1_000_000);
      }
      pushed.put(i, odd.seconds());
      worker.push(mail.json());
    }
    return mails;
  }

  private static List<String> waitingGood(MailWorker worker) {
    return worker.messages().stream().filter(message -> message.contains("good-")).toList();
  }

  /** Returns how often each good recipient got its mail. */
  private static Map<Integer, Integer> goodOnes(SmtpServer server) {
    Map<Integer, Integer> copies = new HashMap<>();
    for (ReceivedMail mail : server.mails()) {
      for (String recipient : mail.recipients()) {
        if (recipient.startsWith("good-")) {
          copies.merge(
              Integer.parseInt(recipient.substring(5, recipient.indexOf('@'))), 1, Integer::sum);
        }
      }
    }
    return copies;
  }

  private record Report(
      int mails,
      long good,
      List<Integer> lost,
      List<Integer> twice,
      List<String> dead,
      long deadOdd,
      long unknown,
      double medianWait,
      double longestWait,
      int slowest,
      double longestCatchUp) {
    @Override
    public String toString() {
      return ("seed %d: %d mails in %d s, %d of them good: lost %d, twice %d, dead %d;"
              + " of the others %d dead letters, %d outcomes unknown;"
              + " wait of a good mail %.3f s at the median, %.2f s at most (mail %d);"
              + " caught up %.2f s at most after a refusal of all")
          .formatted(
              SEED,
              mails,
              SECONDS,
              good,
              lost.size(),
              twice.size(),
              dead.size(),
              deadOdd,
              unknown,
              medianWait,
              longestWait,
              slowest,
              longestCatchUp);
    }
  }

  private Report report(OddServer odd, SmtpServer server, MailWorker worker, List<OddMail> mails) {
    Map<Integer, Integer> copies = goodOnes(server);
    List<Integer> good = mails.stream().filter(OddMail::isServed).map(OddMail::number).toList();
    List<String> dead = worker.deadLetters();
    List<Served> served = served(odd, server);
    List<Time> outages = outages(odd, served);
    List<Served> waits =
        served.stream()
            .map(one -> new Served(one.number(), waitOf(one, outages)))
            .sorted(Comparator.comparingDouble(Served::at))
            .toList();
    return new Report(
        mails.size(),
        good.size(),
        good.stream().filter(number -> !copies.containsKey(number)).toList(),
        copies.entrySet().stream().filter(e -> e.getValue() > 1).map(Map.Entry::getKey).toList(),
        dead.stream().filter(letter -> letter.contains("\"to\":\"good-")).toList(),
        dead.size(),
        mails.stream().filter(mail -> mail.kind() == OddMail.Kind.UNKNOWN).count(),
        waits.isEmpty() ? 0 : waits.get(waits.size() / 2).at(),
        waits.isEmpty() ? 0 : waits.get(waits.size() - 1).at(),
        waits.isEmpty() ? -1 : waits.get(waits.size() - 1).number(),
        outages.stream().mapToDouble(Time::catchUp).max().orElse(0));
  }

  private static List<Served> served(OddServer odd, SmtpServer server) {
    List<Served> served = new ArrayList<>();
    for (ReceivedMail mail : server.mails()) {
      for (String recipient : mail.recipients()) {
        if (recipient.startsWith("good-")) {
          int number = Integer.parseInt(recipient.substring(5, recipient.indexOf('@')));
          served.add(new Served(number, odd.secondsOf(mail.received())));
        }
      }
    }
    return served;
  }

  /**
   * A time in which everybody was refused.
   *
   * @param over when that ended
   * @param to when all good mails were out that had been pushed by then
   */
  private record Time(double from, double over, double to) {
    double catchUp() {
      return to - over;
    }

    double within(double begin, double end) {
      return Math.max(0, Math.min(end, to) - Math.max(begin, from));
    }
  }

  private List<Time> outages(OddServer odd, List<Served> served) {
    return odd.phases().stream()
        .filter(phase -> phase.manner() == Manner.REFUSES_ALL)
        .map(phase -> new Time(phase.from(), phase.to(), caughtUp(phase, served)))
        .toList();
  }

  private double caughtUp(Phase phase, List<Served> served) {
    return served.stream()
        .filter(one -> pushedAt(one) >= phase.from() && pushedAt(one) <= phase.to())
        .mapToDouble(Served::at)
        .reduce(phase.to(), Math::max);
  }

  private double pushedAt(Served one) {
    return pushed.getOrDefault(one.number(), 0.0);
  }

  /** Returns a wait without the times in which everybody was refused. */
  private double waitOf(Served one, List<Time> outages) {
    double from = pushedAt(one);
    return one.at()
        - from
        - outages.stream().mapToDouble(outage -> outage.within(from, one.at())).sum();
  }
}
