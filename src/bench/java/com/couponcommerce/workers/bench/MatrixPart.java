package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.sms.StubReply;
import com.couponcommerce.workers.testkit.sms.StubScript;
import java.time.Duration;
import java.util.List;

/** Measures e-mails and SMS by the number of concurrent sends and the provider's latency. */
final class MatrixPart {
  private static final List<Integer> SENDS = List.of(1, 8, 32, 128);
  private static final List<Duration> LATENCIES = List.of(Duration.ZERO, Duration.ofMillis(50));

  private final Bench bench;

  MatrixPart(Bench bench) {
    this.bench = bench;
  }

  void run() throws Exception {
    bench.report().heading("By concurrent sends and latency of the provider");
    bench
        .report()
        .columns(
            "what",
            "provider",
            "sends",
            "a second",
            "of the latency's limit",
            "CPU µs",
            "script calls",
            "commands",
            "peak MiB");
    for (Duration latency : LATENCIES) {
      for (int sends : SENDS) {
        mails(latency, sends);
        sms(latency, sends);
      }
    }
  }

  private void mails(Duration latency, int sends) throws Exception {
    try (RedisServer redis = RedisServer.start();
        SlowSink sink = SlowSink.start(latency, (recipient, when) -> {});
        Worker worker = Worker.start(bench.kind(), redis, sink.port(), sends)) {
      Mails small = new Mails(1024);
      worker.drain(small, count(latency, sends));
      row("e-mail 1 KB", latency, sends, worker.drain(small, count(latency, sends)));
      Mails large = new Mails(100 * 1024);
      worker.drain(large, Math.min(500, count(latency, sends)));
      row(
          "e-mail 100 KB",
          latency,
          sends,
          worker.drain(large, Math.min(2000, count(latency, sends))));
    }
  }

  private void sms(Duration latency, int sends) throws Exception {
    try (RedisServer redis = RedisServer.start();
        SmsStub stub = SmsStub.start();
        SlowSink unused = SlowSink.start(Duration.ZERO, (recipient, when) -> {})) {
      stub.script(StubScript.always(StubReply.usual().after(latency)));
      try (Worker worker =
          Worker.start(
              bench.kind(), "bench", redis, unused.port(), SmsMessages.settings(stub, sends))) {
        SmsMessages messages = new SmsMessages();
        messages.drain(worker, Math.min(3000, count(latency, sends)));
        row("SMS", latency, sends, messages.drain(worker, Math.min(3000, count(latency, sends))));
      }
    }
  }

  /** Returns a number of messages that takes some seconds. */
  private int count(Duration latency, int sends) {
    return latency.isZero()
        ? Math.min(bench.messages(), 4000 * Math.min(sends, 8))
        : (int) Math.min(bench.messages(), 5000L * sends / latency.toMillis());
  }

  private void row(String what, Duration latency, int sends, Drained run) throws Exception {
    double allowed = latency.isZero() ? 0 : sends * 1000.0 / latency.toMillis();
    bench
        .report()
        .row(
            what,
            latency.toMillis() + " ms",
            sends,
            run.perSecond(),
            allowed == 0 ? "" : "%.0f %%".formatted(100 * run.perSecond() / allowed),
            run.cpuMicros(),
            run.scripts(),
            run.commands(),
            run.peakKib() / 1024);
  }
}
