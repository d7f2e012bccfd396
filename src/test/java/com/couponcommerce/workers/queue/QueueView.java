package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/** The queue of a channel as producers and operators see it: plain Redis commands. */
public record QueueView(UnifiedJedis client, QueueKeys keys) {

  public void push(Payload... payloads) {
    byte[][] bytes = Arrays.stream(payloads).map(Payload::bytes).toArray(byte[][]::new);
    client.lpush(key(keys.pending()), bytes);
  }

  /** Returns the pending messages, the next to be claimed first. */
  public List<Payload> pending() {
    List<Payload> pending = new ArrayList<>(list(keys.pending()));
    Collections.reverse(pending);
    return pending;
  }

  List<Payload> processing() {
    return sortedSet(keys.processing());
  }

  public List<Payload> retry() {
    return sortedSet(keys.retry());
  }

  public List<Payload> deadLetters() {
    return list(keys.deadLetter());
  }

  private List<Payload> list(String key) {
    return client.lrange(key(key), 0, -1).stream().map(Payload::new).toList();
  }

  private List<Payload> sortedSet(String key) {
    return client.zrange(key(key), 0, -1).stream().map(Payload::new).toList();
  }

  private static byte[] key(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
