package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.RedisConnection.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.args.ListDirection;

/** The queue on Redis: each method is one script, the work is in the script. */
final class RedisMessageQueue implements MessageQueue {
  private final Channel channel;
  private final RedisConnection redis;
  private final int maxMessageBytes;
  private final Duration dedupeTtl;
  private final byte[] pending;
  private final byte[] processing;
  private final byte[] retry;
  private final byte[] deadLetter;
  private final byte[] sent;

  /**
   * @param dedupeTtl how long an id is marked as sent; zero: not at all
   */
  RedisMessageQueue(
      Channel channel, RedisConnection redis, int maxMessageBytes, Duration dedupeTtl) {
    QueueKeys keys = QueueKeys.of(channel);
    this.channel = channel;
    this.redis = redis;
    this.maxMessageBytes = maxMessageBytes;
    this.dedupeTtl = dedupeTtl;
    this.pending = bytes(keys.pending());
    this.processing = bytes(keys.processing());
    this.retry = bytes(keys.retry());
    this.deadLetter = bytes(keys.deadLetter());
    this.sent = bytes(keys.sent());
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public Claim claim(int limit) {
    List<?> reply =
        list(
            redis.run(
                Script.CLAIM,
                List.of(pending, processing, deadLetter),
                new Arguments().add(limit).add(maxMessageBytes).list()));
    LeaseToken token = new LeaseToken(text(reply.get(0)));
    List<Lease> leases = new ArrayList<>();
    for (Object payload : (List<?>) reply.get(3)) {
      leases.add(new Lease(new Payload((byte[]) payload), token));
    }
    return new Claim(leases, number(reply.get(1)), number(reply.get(2)));
  }

  /** Rotating the last element onto itself changes nothing, and blocks until there is one. */
  @Override
  public boolean awaitPending(Duration atMost) {
    double seconds = Math.max(0.001, atMost.toMillis() / 1000.0);
    return redis
        .call(
            client ->
                Optional.ofNullable(
                    client.blmove(
                        pending, pending, ListDirection.RIGHT, ListDirection.RIGHT, seconds)))
        .isPresent();
  }

  @Override
  public Map<Lease, Lease> rewrite(Map<Lease, Payload> changes) {
    Map<Lease, Lease> rewritten = new LinkedHashMap<>();
    if (changes.isEmpty()) {
      return rewritten;
    }
    LeaseToken token = changes.keySet().iterator().next().token();
    Arguments arguments = new Arguments().add(token.score());
    changes.forEach(
        (lease, payload) -> {
          arguments.add(lease.payload());
          arguments.add(payload);
        });
    List<?> replies =
        list(redis.run(Script.REWRITE, List.of(processing, pending), arguments.list()));
    int index = 0;
    for (Map.Entry<Lease, Payload> change : changes.entrySet()) {
      if (number(replies.get(index++)) == 1) {
        rewritten.put(change.getKey(), new Lease(change.getValue(), token));
      }
    }
    return rewritten;
  }

  @Override
  public LeaseToken now() {
    return new LeaseToken(text(redis.run(Script.NOW, List.of(), List.of()).value()));
  }

  @Override
  public Set<Lease> extend(Collection<Lease> leases, LeaseToken now) {
    Arguments arguments = new Arguments().add(now.score());
    leases.forEach(arguments::add);
    return held(leases, redis.run(Script.EXTEND, List.of(processing), arguments.list()), false);
  }

  @Override
  public Set<Lease> ack(Map<Lease, Optional<MessageId>> delivered) {
    Arguments arguments = new Arguments().add(dedupeTtl.toMillis());
    delivered.forEach(
        (lease, id) -> {
          arguments.add(lease).add(id);
        });
    return held(
        delivered.keySet(),
        redis.run(Script.ACK, List.of(processing, sent), arguments.list()),
        true);
  }

  @Override
  public boolean marksSent() {
    return !dedupeTtl.isZero();
  }

  @Override
  public Set<MessageId> sent(Collection<MessageId> ids) {
    Set<MessageId> found = new LinkedHashSet<>();
    if (ids.isEmpty() || !marksSent()) {
      return found;
    }
    Arguments arguments = new Arguments().add(dedupeTtl.toMillis());
    ids.forEach(id -> arguments.add(id.value()));
    List<?> replies = list(redis.run(Script.SENT, List.of(sent), arguments.list()));
    int index = 0;
    for (MessageId id : ids) {
      if (number(replies.get(index++)) == 1) {
        found.add(id);
      }
    }
    return found;
  }

  @Override
  public boolean retry(Lease lease, Payload payload, Duration delay) {
    Arguments arguments = new Arguments().add(lease).add(payload).add(delay.toMillis());
    return done(redis.run(Script.RETRY, List.of(processing, retry, pending), arguments.list()));
  }

  @Override
  public boolean deadLetter(Lease lease, Payload payload) {
    Arguments arguments = new Arguments().add(lease).add(payload);
    return done(redis.run(Script.DEAD_LETTER, List.of(processing, deadLetter), arguments.list()));
  }

  @Override
  public Set<Lease> release(List<Lease> leases) {
    List<Lease> lastFirst = new ArrayList<>(leases);
    Collections.reverse(lastFirst);
    Arguments arguments = new Arguments();
    lastFirst.forEach(arguments::add);
    return held(
        lastFirst, redis.run(Script.RELEASE, List.of(processing, pending), arguments.list()), true);
  }

  @Override
  public Promotion promote(int limit) {
    List<?> reply =
        list(redis.run(Script.PROMOTE, List.of(retry, pending), new Arguments().add(limit).list()));
    long nextDue = (Long) reply.get(1);
    return new Promotion(
        number(reply.get(0)),
        nextDue < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(nextDue)));
  }

  @Override
  public List<Lease> stale(Duration timeout, int limit) {
    List<?> reply =
        list(
            redis.run(
                Script.STALE,
                List.of(processing),
                new Arguments().add(timeout.toMillis()).add(limit).list()));
    List<Lease> stale = new ArrayList<>();
    for (int i = 0; i < reply.size(); i += 2) {
      Payload payload = new Payload((byte[]) reply.get(i));
      stale.add(new Lease(payload, new LeaseToken(text(reply.get(i + 1)))));
    }
    return stale;
  }

  @Override
  public boolean reclaim(Lease lease, Payload payload) {
    Arguments arguments = new Arguments().add(lease).add(payload);
    return done(redis.run(Script.RECLAIM, List.of(processing, pending), arguments.list()));
  }

  @Override
  public boolean redrive(Payload payload, Optional<MessageId> id) {
    return done(
        redis.run(
            Script.REDRIVE,
            List.of(deadLetter, pending, sent),
            new Arguments().add(payload).add(id).list()));
  }

  @Override
  public boolean discard(Payload payload) {
    return done(
        redis.run(Script.DISCARD, List.of(deadLetter), new Arguments().add(payload).list()));
  }

  @Override
  public QueueCounts counts() {
    List<?> reply =
        list(redis.run(Script.COUNT, List.of(pending, processing, retry, deadLetter), List.of()));
    return new QueueCounts(
        (Long) reply.get(0), (Long) reply.get(1), (Long) reply.get(2), (Long) reply.get(3));
  }

  /** After a lost reply "not yours any more" means that the first run did it. */
  private static boolean done(Reply reply) {
    return reply.repeated() || number(reply.value()) == 1;
  }

  private static Set<Lease> held(Collection<Lease> leases, Reply reply, boolean ifRepeated) {
    List<?> replies = list(reply);
    Set<Lease> held = new LinkedHashSet<>();
    int index = 0;
    for (Lease lease : leases) {
      if (number(replies.get(index++)) == 1 || (ifRepeated && reply.repeated())) {
        held.add(lease);
      }
    }
    return held;
  }

  private static List<?> list(Reply reply) {
    return (List<?>) reply.value();
  }

  private static int number(Object reply) {
    return ((Long) reply).intValue();
  }

  private static String text(Object reply) {
    return new String((byte[]) reply, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
