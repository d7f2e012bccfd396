package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.ServerKind;
import com.couponcommerce.workers.testkit.server.ServerSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.RedisClient;

/** A WAR on an application server, with default settings except those of a measurement. */
final class Worker implements AutoCloseable {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

  /** List that is filled before the time is measured. */
  static final String STAGED = "bench:staged";

  private final ApplicationServer server;
  private final RedisClient redis;

  private Worker(ApplicationServer server, String redisUrl) {
    this.server = server;
    this.redis = RedisClient.create(redisUrl);
  }

  /** Starts a worker with a number of concurrent sends. */
  static Worker start(ServerKind kind, RedisServer redis, int smtpPort, int sends) {
    return start(kind, "bench", redis, smtpPort, Map.of("EMAIL_CONCURRENCY", "" + sends));
  }

  static Worker start(
      ServerKind kind, String name, RedisServer redis, int smtpPort, Map<String, String> settings) {
    return start(kind, name, kind.war(), redis, smtpPort, settings);
  }

  static Worker start(
      ServerKind kind,
      String name,
      Path war,
      RedisServer redis,
      int smtpPort,
      Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REDIS_URL", redis.url());
    environment.put("SMTP_HOST", "127.0.0.1");
    environment.put("SMTP_PORT", "" + smtpPort);
    environment.put("SMTP_TLS", "none");
    environment.put("SMTP_FROM", "noreply@coupons.com");
    environment.putAll(settings);
    return new Worker(
        ApplicationServer.start(ServerSetup.of(kind, name, environment).with(war).forLongRun()),
        redis.url());
  }

  RedisClient redis() {
    return redis;
  }

  long pid() {
    return server.pid();
  }

  ApplicationServer server() {
    return server;
  }

  /** Puts a number of mails into pending at once, and waits until all are sent. */
  Drained drain(Mails mails, int count) {
    return drain(Channel.EMAIL, count, () -> mails.push(redis, STAGED, count));
  }

  Drained drain(Channel channel, int count, Runnable fillsStaged) {
    QueueKeys keys = QueueKeys.of(channel);
    fillsStaged.run();
    long missedBefore = missed(keys);
    Duration redisBefore = RedisCost.reset(redis);
    ProcessCost before = ProcessCost.of(pid());
    long begun = System.nanoTime();
    redis.rename(STAGED, keys.pending());
    long polls = 0;
    long left = count;
    while (left > 0) {
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
      left = left(keys);
      polls++;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    ProcessCost after = ProcessCost.of(pid());
    if (missed(keys) != missedBefore) {
      throw new IllegalStateException("not all messages were delivered: look into the log");
    }
    return new Drained(
        count,
        took,
        after.cpuSince(before),
        RedisCost.of(redis, redisBefore, 2 * polls + 1),
        after.peakKib());
  }

  /** Returns the number of messages that are not sent yet, by two commands. */
  long left(QueueKeys keys) {
    return redis.llen(keys.pending()) + redis.zcard(keys.processing());
  }

  private long missed(QueueKeys keys) {
    return redis.llen(keys.deadLetter()) + redis.zcard(keys.retry());
  }

  @Override
  public void close() {
    redis.close();
    server.close();
  }
}
