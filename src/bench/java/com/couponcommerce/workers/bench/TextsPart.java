package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.sms.SmsStub;

/** Measures what an SMS costs once the JVM has compiled, with a stub of Twilio's API. */
final class TextsPart {
  private static final int SENDS = 32;

  /** SMS before the first round: with half of them, Payara still takes twice the time. */
  private static final int WARM_UP = 70_000;

  private final Bench bench;

  TextsPart(Bench bench) {
    this.bench = bench;
  }

  void run() throws Exception {
    int count = bench.messages() / 2;
    bench.report().heading("SMS, %d sends, warm".formatted(SENDS));
    bench
        .report()
        .columns("a second", "CPU µs an SMS", "of Redis", "script calls", "Redis commands");
    try (RedisServer redis = RedisServer.start();
        SmsStub stub = SmsStub.start();
        SmtpSink unused = SmtpSink.start();
        Worker worker =
            Worker.start(
                bench.kind(), "bench", redis, unused.port(), SmsMessages.settings(stub, SENDS))) {
      SmsMessages messages = new SmsMessages();
      for (int sent = 0; sent < WARM_UP; sent += count) {
        messages.drain(worker, count);
      }
      for (int i = 0; i < bench.rounds(); i++) {
        Drained drained = messages.drain(worker, count);
        bench
            .report()
            .row(
                drained.perSecond(),
                drained.cpuMicros(),
                drained.redisMicros(),
                drained.scripts(),
                drained.commands());
      }
    }
  }
}
