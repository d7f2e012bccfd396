package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.MessageQueue.IdClaim;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.util.SafeEncoder;

/**
 * The queue on Redis. Each method calls one script, which does all the work; only {@link
 * #awaitPending} calls plain commands, since a script cannot wait.
 */
public final class RedisMessageQueue implements MessageQueue {
  /** Time between two questions whether a message is pending, where waiting for one is refused. */
  private static final Duration WHILE_FULL = Duration.ofMillis(20);

  private final Channel channel;
  private final RedisConnection redis;
  private final int maxMessageBytes;
  private final Duration dedupeTtl;

  /** Time after which a claim of an id is forgotten: longer than a lease without an extension. */
  private final Duration idTtl;

  private final QueueKeys keys;

  public RedisMessageQueue(RedisPools redis, Channel channel) {
    this.channel = channel;
    this.redis = redis.work();
    this.maxMessageBytes = redis.maxEntryBytes();
    this.dedupeTtl = redis.limits().messages().dedupeTtl();
    this.idTtl = redis.limits().timeouts().processing().multipliedBy(2);
    this.keys = redis.keys(channel);
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public Claim claim(int limit) {
    List<String> moved =
        List.of(keys.pending(), keys.processing(), keys.deadLetter(), keys.paused());
    return Claim.read(
        redis.run(Script.CLAIM, moved, new Arguments().add(limit).add(maxMessageBytes)));
  }

  /**
   * Moves the last element onto itself, which changes nothing and blocks until there is one. A full
   * Redis refuses that, so it is asked again and again.
   */
  @Override
  public boolean awaitPending(Duration timeout) {
    double seconds = Math.max(0.001, timeout.toMillis() / 1000.0);
    byte[] pending = SafeEncoder.encode(keys.pending());
    try {
      return redis
          .call(
              client ->
                  Optional.ofNullable(
                      client.blmove(
                          pending, pending, ListDirection.RIGHT, ListDirection.RIGHT, seconds)))
          .isPresent();
    } catch (QueueUnavailableException e) {
      if (e.isOutOfMemory()) {
        return pollPending(timeout);
      }
      throw e;
    }
  }

  private boolean pollPending(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (redis.call(client -> client.llen(keys.pending())) == 0) {
      long left = end - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(Math.min(left, WHILE_FULL.toNanos()));
    }
    return true;
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
    Reply reply = redis.run(Script.REWRITE, List.of(keys.processing(), keys.pending()), arguments);
    for (Map.Entry<Lease, Payload> change : reply.yes(changes.entrySet())) {
      rewritten.put(change.getKey(), new Lease(change.getValue(), token));
    }
    return rewritten;
  }

  @Override
  public LeaseToken now() {
    return new LeaseToken(
        redis.run(Script.NOW, List.of(keys.processing()), new Arguments()).text());
  }

  @Override
  public Set<Lease> extend(Map<Lease, Optional<MessageId>> leases, LeaseToken now) {
    List<String> read = new ArrayList<>(List.of(keys.processing()));
    Arguments arguments = new Arguments().add(now.score()).add(idTtl.toMillis());
    leases.forEach(
        (lease, id) -> {
          read.add(id.filter(given -> marksSent()).map(keys::owner).orElse(keys.processing()));
          lease.addTo(arguments);
        });
    return redis.run(Script.EXTEND, read, arguments).yes(leases.keySet());
  }

  @Override
  public Set<Lease> ack(Map<Lease, Optional<MessageId>> delivered) {
    List<String> changed = new ArrayList<>(List.of(keys.processing(), keys.sent()));
    Arguments arguments = new Arguments().add(dedupeTtl.toMillis());
    delivered.forEach(
        (lease, id) -> {
          id.map(keys::owner).ifPresent(changed::add);
          lease.addTo(arguments).add(id);
        });
    return redis.run(Script.ACK, changed, arguments).done(delivered.keySet());
  }

  @Override
  public boolean marksSent() {
    return !dedupeTtl.isZero();
  }

  @Override
  public Map<Lease, IdClaim> claimIds(Map<Lease, MessageId> ids) {
    Map<Lease, IdClaim> claims = new LinkedHashMap<>();
    if (ids.isEmpty() || !marksSent()) {
      ids.keySet().forEach(lease -> claims.put(lease, IdClaim.CLAIMED));
      return claims;
    }
    List<String> changed = new ArrayList<>(List.of(keys.processing(), keys.sent()));
    Arguments arguments =
        new Arguments()
            .add(dedupeTtl.toMillis())
            .add(idTtl.toMillis())
            .add(ids.keySet().iterator().next().token().score());
    ids.forEach(
        (lease, id) -> {
          changed.add(keys.owner(id));
          arguments.add(id.value()).add(Digest.sha1(lease.payload().bytes()));
        });
    Iterator<?> replies = redis.run(Script.CLAIM_IDS, changed, arguments).list().iterator();
    ids.keySet().forEach(lease -> claims.put(lease, idClaim(Reply.number(replies.next()))));
    return claims;
  }

  private static IdClaim idClaim(int reply) {
    return switch (reply) {
      case 0 -> IdClaim.CLAIMED;
      case 1 -> IdClaim.SENT;
      case 3 -> IdClaim.MAYBE_SENT;
      default -> IdClaim.HELD;
    };
  }

  @Override
  public boolean retry(Lease lease, Payload payload, Duration delay) {
    Arguments arguments = lease.addTo(new Arguments()).add(payload).add(delay.toMillis());
    return redis
        .run(Script.RETRY, List.of(keys.processing(), keys.retry(), keys.pending()), arguments)
        .done();
  }

  @Override
  public boolean deadLetter(Lease lease, Payload payload, Optional<MessageId> mark) {
    Arguments arguments =
        lease
            .addTo(new Arguments())
            .add(payload)
            .add(mark.filter(id -> marksSent()))
            .add(dedupeTtl.toMillis());
    List<String> changed = List.of(keys.processing(), keys.deadLetter(), keys.sent());
    return redis.run(Script.DEAD_LETTER, changed, arguments).done();
  }

  @Override
  public Set<Lease> release(List<Lease> leases) {
    List<Lease> lastFirst = new ArrayList<>(leases);
    Collections.reverse(lastFirst);
    Arguments arguments = new Arguments();
    lastFirst.forEach(lease -> lease.addTo(arguments));
    return redis
        .run(Script.RELEASE, List.of(keys.processing(), keys.pending()), arguments)
        .done(lastFirst);
  }

  @Override
  public Promotion promote(int limit) {
    List<String> moved = List.of(keys.retry(), keys.pending());
    return Promotion.read(redis.run(Script.PROMOTE, moved, new Arguments().add(limit)));
  }

  @Override
  public List<Lease> stale(Duration timeout, int limit) {
    Arguments arguments = new Arguments().add(timeout.toMillis()).add(limit);
    return Lease.readAll(redis.run(Script.STALE, List.of(keys.processing()), arguments));
  }

  @Override
  public boolean reclaim(Lease lease, Payload payload) {
    Arguments arguments = lease.addTo(new Arguments()).add(payload);
    return redis.run(Script.RECLAIM, List.of(keys.processing(), keys.pending()), arguments).done();
  }
}
