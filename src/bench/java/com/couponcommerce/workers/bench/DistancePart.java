package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures the WAR and its peers in turns, with a mail server at a distance. */
final class DistancePart {
  private static final int SENDS = 16;
  private static final int BYTES = 1024;
  private static final List<Duration> ONE_WAY =
      List.of(Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25));

  /** Target duration of a round, in seconds. */
  private static final int ROUND = 8;

  private static final int NOOPS = 100;

  private final Bench bench;
  private final Mails mails = new Mails(BYTES);

  DistancePart(Bench bench) {
    this.bench = bench;
  }

  void run() throws Exception {
    bench.report().heading("Mail server at a distance, 1 KB, %d concurrent sends".formatted(SENDS));
    try (RedisServer peersRedis = RedisServer.start();
        SmtpSink sink = SmtpSink.start();
        DistantProxy proxy = DistantProxy.start(sink.port());
        Candidates candidates = Candidates.start(bench, proxy.port(), SENDS)) {
      List<Contender> contenders = new ArrayList<>();
      for (Candidate candidate : candidates) {
        contenders.add(
            new Contender(
                candidate.name(), count -> candidate.worker().drain(mails, count).perSecond()));
      }
      contenders.addAll(new Peers(peersRedis, proxy.port()).contenders(BYTES, SENDS));
      candidates.warmUp(mails, 4 * bench.rounds(), bench.messages());
      Turns.columns(bench.report(), "there and back (a NOOP: p50, p99 ms)");
      for (Duration oneWay : ONE_WAY) {
        proxy.distance(oneWay);
        compare(contenders, oneWay.multipliedBy(2), noops(proxy.port()));
      }
    }
  }

  private void compare(List<Contender> contenders, Duration distance, Latencies noops)
      throws Exception {
    Turns turns = new Turns();
    for (Contender contender : contenders) {
      turns.add(contender, count(contender, distance));
    }
    turns.measure(bench.rounds());
    String first =
        "%d ms (%.1f, %.1f)"
            .formatted(distance.toMillis(), noops.percentile(50), noops.percentile(99));
    turns.report(bench.report(), first);
  }

  /** Returns the size of a contender's rounds, by the rate of a shorter one that does not count. */
  private int count(Contender contender, Duration distance) throws Exception {
    int first = (int) (SENDS * 1000L / distance.toMillis());
    double rate = contender.round().perSecond(Math.min(first, bench.messages()));
    return (int) Math.min(ROUND * rate, bench.messages());
  }

  /** Measures what the distance really is: the time from a command to its reply. */
  private static Latencies noops(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        BufferedReader replies =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      socket.setTcpNoDelay(true);
      replies.readLine();
      long[] nanos = new long[NOOPS];
      for (int i = 0; i < NOOPS; i++) {
        long begun = System.nanoTime();
        socket.getOutputStream().write("NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
        replies.readLine();
        nanos[i] = System.nanoTime() - begun;
      }
      return new Latencies(nanos);
    }
  }
}
