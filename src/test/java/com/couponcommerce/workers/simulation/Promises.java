package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.simulation.redis.RedisData;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All promises, and the checks that Redis keeps them. */
final class Promises {
  /** A number that a producer gives to each payload stands between two of these. */
  private static final Pattern TOKEN = Pattern.compile("#([0-9]+)#");

  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  /** Fields that no script and no worker may change. */
  static final String ODD = "\"odd\":1.10,\"big\":130775545883395173,\"none\":[]";

  /** Text that job_move leaves where Redis refuses to let it remove what it has moved. */
  private static final String MARK = "moved by coupon-workers, to be removed";

  /**
   * A payload as the checks see it.
   *
   * @param isWhole whether it has the fields that may not be changed
   */
  record Seen(int token, String id, boolean isWhole) {}

  private static final List<Channel> CHANNELS = List.of(Channel.values());

  private final Map<Integer, Promise> byToken = new LinkedHashMap<>();
  private final Map<String, Seen> seen = new HashMap<>();

  Promise withToken(int token) {
    return Objects.requireNonNull(byToken.get(token));
  }

  Promise add(Channel channel, Promise.Kind kind, IntFunction<String> payload) {
    int token = byToken.size() + 1;
    Promise promise = new Promise(token, channel, kind, payload.apply(token));
    byToken.put(token, promise);
    return promise;
  }

  Collection<Promise> all() {
    return byToken.values();
  }

  Promise of(String payload) {
    return Objects.requireNonNull(byToken.get(seen(payload).token()), payload);
  }

  /** Returns the token and the id of a payload. */
  Seen seen(String payload) {
    return seen.computeIfAbsent(payload, Promises::look);
  }

  private static Seen look(String payload) {
    Matcher token = TOKEN.matcher(payload);
    Matcher id = ID.matcher(payload);
    return new Seen(
        token.find() ? Integer.parseInt(token.group(1)) : 0,
        id.find() ? id.group(1) : "",
        payload.contains(ODD));
  }

  /** Returns the promises of the payloads among the arguments of a command. */
  Stream<Promise> among(List<String> arguments) {
    return arguments.stream()
        .filter(argument -> argument.length() > 10)
        .map(this::seen)
        .filter(payload -> payload.token() > 0)
        .map(payload -> Objects.requireNonNull(byToken.get(payload.token())));
  }

  /** Checks that nothing is lost, changed, or there more often than it may be. */
  void check(RedisData data) {
    for (Promise promise : byToken.values()) {
      promise.withoutId = 0;
      promise.ids.clear();
    }
    for (Channel channel : CHANNELS) {
      QueueKeys keys = QueueKeys.of(channel);
      data.list(keys.pending()).forEach(payload -> note(channel, payload));
      data.eachMember(keys.processing(), payload -> note(channel, payload));
      data.eachMember(keys.retry(), payload -> note(channel, payload));
      data.list(keys.deadLetter()).forEach(payload -> note(channel, payload));
    }
    byToken.values().forEach(Promises::check);
  }

  /** Returns the payloads in the four places of a channel. */
  static Stream<String> places(RedisData data, QueueKeys keys) {
    return Stream.of(
            data.list(keys.pending()),
            data.members(keys.processing()),
            data.members(keys.retry()),
            data.list(keys.deadLetter()))
        .flatMap(List::stream);
  }

  static boolean isMark(String payload) {
    return payload.equals(MARK);
  }

  private void note(Channel channel, String payload) {
    if (isMark(payload)) {
      return;
    }
    Seen found = seen(payload);
    Promise promise = byToken.get(found.token());
    if (promise == null) {
      throw new Violation("a payload that no producer pushed: " + payload);
    }
    if (promise.channel != channel) {
      throw new Violation("a payload in the other channel: " + payload);
    }
    if (!promise.isDecodable() && !payload.equals(promise.payload)) {
      throw new Violation("a payload was changed: " + promise.payload + " became " + payload);
    }
    if (promise.isDecodable() && !found.isWhole()) {
      throw new Violation("numbers or empty lists were changed: " + payload);
    }
    if (found.id().isEmpty()) {
      promise.withoutId++;
    } else if (!promise.ids.contains(found.id())) {
      promise.ids.add(found.id());
    }
  }

  private static void check(Promise promise) {
    int sent = promise.ids.size() + promise.withoutId;
    for (String id : promise.accepted.keySet()) {
      if (!promise.ids.contains(id)) {
        sent++;
      }
    }
    int known = sent + promise.discarded;
    for (String id : promise.gone) {
      if (!promise.ids.contains(id) && !promise.accepted.containsKey(id)) {
        known++;
      }
    }
    int wanted =
        promise.kind == Promise.Kind.EXPLICIT_ID ? Math.min(1, promise.promised) : promise.promised;
    if (known < wanted) {
      throw new Violation("lost: " + promise);
    }
    if (sent > promise.possible + promise.excuses + promise.halves + promise.returns) {
      throw new Violation("copied: " + promise + " with " + promise.ids + "+" + promise.withoutId);
    }
    promise.accepted.forEach((id, times) -> checkTwice(promise, id, times));
    if (promise.kills > (promise.redrives + promise.returns + promise.possible) * MAX_KILLS) {
      throw new Violation("kills worker after worker: " + promise);
    }
  }

  /** Largest MAX_RETRIES that a simulation sets. */
  private static final int MAX_KILLS = 5;

  private static void checkTwice(Promise promise, String id, int times) {
    // An SMS of unknown outcome is not sent again, whatever dies.
    int excuses = promise.channel == Channel.SMS ? 0 : promise.excuses;
    if (times > 1 + excuses + promise.halves + promise.redrives + promise.returns) {
      throw new Violation("delivered " + times + " times: " + id + " of " + promise);
    }
  }
}
