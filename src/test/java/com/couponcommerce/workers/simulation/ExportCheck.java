package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.simulation.redis.RedisData;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that an export has each message that stayed in its place all the time. */
final class ExportCheck {
  private final Map<String, Set<String>> stayed = new HashMap<>();
  private final Set<String> read = new HashSet<>();

  void begin(Channel channel, RedisData data) {
    forget();
    QueueKeys keys = QueueKeys.of(channel);
    for (String key : List.of(keys.pending(), keys.deadLetter())) {
      stayed.put(key, new HashSet<>(data.list(key)));
    }
    stayed.put(keys.retry(), new HashSet<>(data.members(keys.retry())));
  }

  void forget() {
    stayed.clear();
    read.clear();
  }

  /** Forgets what has left its place. */
  void look(RedisData data) {
    stayed.forEach(
        (key, payloads) ->
            payloads.retainAll(
                key.endsWith(":retry")
                    ? new HashSet<>(data.members(key))
                    : new HashSet<>(data.list(key))));
  }

  void read(String payload) {
    read.add(payload);
  }

  void end() {
    stayed.forEach(
        (key, payloads) ->
            payloads.stream()
                .filter(payload -> !read.contains(payload))
                .findFirst()
                .ifPresent(
                    missed -> {
                      throw new Violation("an export of " + key + " misses " + missed);
                    }));
    forget();
  }
}
