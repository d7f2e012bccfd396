package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.bench.Mails;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.testkit.redis.RedisServer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import redis.clients.jedis.RedisClient;

/** Measures a claim and its ack, each one script call, on a Redis of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScriptBenchmark {
  /** Messages for all iterations: another fill would allocate, and be counted too. */
  private static final int FILL = 600_000;

  private final RedisServer server = RedisServer.start();
  private final RedisClient client = RedisClient.create(server.url());
  private final RedisPools redis = new RedisPools(RedisMessageQueueTest.settings(server.url()));
  private final MessageQueue queue = new RedisMessageQueue(redis, Channel.EMAIL);
  private final Mails mails = new Mails(1024);

  /** Messages of one claim; set by JMH. */
  @Param({"1", "20"})
  public int batch;

  /** Puts messages of 1 KB into pending. */
  @Setup(Level.Trial)
  public void fill() {
    client.flushAll();
    mails.push(client, QueueKeys.of(Channel.EMAIL).pending(), FILL);
  }

  /** Stops Redis and closes the connections. */
  @TearDown
  public void close() {
    redis.close();
    client.close();
    server.close();
  }

  /** Runs both calls for a whole batch. */
  @Benchmark
  public Set<Lease> claimAndAck() {
    Map<Lease, Optional<MessageId>> delivered = new HashMap<>();
    for (Lease lease : queue.claim(batch).leases()) {
      delivered.put(lease, Optional.empty());
    }
    if (delivered.isEmpty()) {
      throw new IllegalStateException("FILL is too small for this machine");
    }
    return queue.ack(delivered);
  }
}
