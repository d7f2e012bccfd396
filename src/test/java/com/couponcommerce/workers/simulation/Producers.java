package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.EnqueueResult;
import com.couponcommerce.workers.queue.ProducerQueue;
import com.couponcommerce.workers.queue.RequestKey;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import redis.clients.jedis.exceptions.JedisException;

/** Producers that push to Redis, and those that enqueue by HTTP. */
final class Producers {
  /** Size above which no worker takes a payload: MAX_MESSAGE_BYTES and the room for own fields. */
  static final int TOO_LARGE = 1024 + RedisPools.ROOM_FOR_OWN_FIELDS + 1;

  /** Payloads of which a producer pushes one again, so that the copies are under way together. */
  private static final int RECENT = 12;

  private final World world;
  private final Actor actor;
  private final RedisPools pools;

  Producers(World world, Actor actor, RedisPools pools) {
    this.world = world;
    this.actor = actor;
    this.pools = pools;
  }

  /** Pushes one payload, often one that was pushed before. */
  void push() {
    Promise promise = world.random(4) == 0 ? again() : newPromise(world.channel());
    promise.possible++;
    try {
      actor.run(List.of("LPUSH", QueueKeys.of(promise.channel).pending(), written(promise)));
      promise.promised++;
    } catch (JedisException e) {
      // The producer does not know whether the message is on the queue, and was promised nothing.
    }
  }

  /** Returns the payload; where its id tells what it is, sometimes in other bytes. */
  private String written(Promise promise) {
    return promise.kind == Promise.Kind.EXPLICIT_ID && world.random(2) == 0
        ? "{\"copy\":" + world.random(9) + "," + promise.payload.substring(1)
        : promise.payload;
  }

  private Promise again() {
    List<Promise> pushed =
        world.promises().all().stream().filter(p -> p.kind != Promise.Kind.LARGE).toList();
    int recent = Math.min(pushed.size(), RECENT);
    return pushed.isEmpty()
        ? newPromise(world.channel())
        : pushed.get(pushed.size() - 1 - world.random(recent));
  }

  private Promise newPromise(Channel channel) {
    return switch (world.random(24)) {
      case 0, 1, 2 ->
          promise(
              channel,
              Promise.Kind.EXPLICIT_ID,
              token -> json(token, "\"id\":\"p-" + token + "\","));
      case 3, 4 ->
          promise(
              channel, Promise.Kind.UNDECODABLE, token -> "{\"to\":\"a@x.test\" #" + token + "#");
      case 5 ->
          world.random(6) == 0
              ? promise(
                  channel,
                  Promise.Kind.LARGE,
                  token -> json(token, "\"x\":\"" + "x".repeat(TOO_LARGE) + "\","))
              : plain(channel);
      case 6, 7 ->
          promise(
              channel,
              Promise.Kind.SCHEDULED,
              token -> json(token, "\"sendAt\":" + inMillis(world.random(90_000)) + ","));
      case 8 ->
          promise(
              channel,
              Promise.Kind.EXPIRED,
              token ->
                  json(token, "\"expiresAt\":" + inMillis(world.random(40_000) - 10_000) + ","));
      case 9 -> promise(channel, Promise.Kind.KILLER, token -> json(token, ""));
      case 10 -> promise(channel, Promise.Kind.PLAIN, token -> json(token, "\"retries\":1,"));
      case 11 -> promise(channel, Promise.Kind.PLAIN, token -> json(token, "\"maxRetries\":2,"));
      default -> plain(channel);
    };
  }

  private Promise plain(Channel channel) {
    return promise(channel, Promise.Kind.PLAIN, token -> json(token, ""));
  }

  private Promise promise(Channel channel, Promise.Kind kind, IntFunction<String> payload) {
    boolean kills = kind == Promise.Kind.KILLER && !world.faults().has(Feature.CRASHES);
    return world.promises().add(channel, kills ? Promise.Kind.PLAIN : kind, payload);
  }

  private long inMillis(long millis) {
    return world.redisNow().toEpochMilli() + millis;
  }

  private String json(int token, String fields) {
    return "{"
        + fields
        + "\"to\":\"+4915"
        + world.random(3)
        + "\","
        + Promises.ODD
        + ",\"body\":\"#"
        + token
        + "#\"}";
  }

  /** Enqueues by HTTP, again after a lost answer. */
  void enqueue() {
    Channel channel = world.channel();
    List<Promise> wanted = new ArrayList<>();
    List<EnqueueResult.Entry> entries = new ArrayList<>();
    for (int i = world.random(3); i >= 0; i--) {
      Promise promise =
          promise(
              channel,
              Promise.Kind.EXPLICIT_ID,
              token -> json(token, "\"id\":\"h-" + token + "\","));
      promise.possible++;
      wanted.add(promise);
      entries.add(
          new EnqueueResult.Entry(
              new MessageId("h-" + promise.token), Payload.of(promise.payload)));
    }
    RequestKey key =
        new RequestKey("k" + wanted.get(0).token, "d" + wanted.get(0).token, Duration.ofHours(24));
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        new ProducerQueue(pools, channel).enqueue(entries, key, OptionalInt.empty());
        wanted.forEach(promise -> promise.promised++);
        return;
      } catch (QueueUnavailableException e) {
        world.note("  no answer to the producer");
      }
    }
  }
}
