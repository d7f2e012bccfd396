package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.simulation.redis.RedisData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Promises by their token, which is one more than the place. */
  private final List<Promise> all = new ArrayList<>();

  private final Map<String, Seen> seen = new HashMap<>();

  Promise withToken(int token) {
    return all.get(token - 1);
  }

  Promise add(Channel channel, Promise.Kind kind, IntFunction<String> payload) {
    int token = all.size() + 1;
    Promise promise = new Promise(token, channel, kind, payload.apply(token));
    all.add(promise);
    return promise;
  }

  List<Promise> all() {
    return all;
  }

  Promise of(String payload) {
    return withToken(seen(payload).token());
  }

  /** Returns the token and the id of a payload. */
  Seen seen(String payload) {
    Seen known = seen.get(payload);
    if (known == null) {
      known = look(payload);
      seen.put(payload, known);
    }
    return known;
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
        .map(payload -> withToken(payload.token()));
  }

  /** Checks that nothing is lost, changed, or there more often than it may be. */
  void check(RedisData data) {
    for (Promise promise : all) {
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
    all.forEach(Promises::check);
  }

  static boolean isMark(String payload) {
    return payload.equals(MARK);
  }

  private void note(Channel channel, String payload) {
    if (isMark(payload)) {
      return;
    }
    Seen found = seen(payload);
    if (found.token() == 0) {
      throw new Violation("a payload that no producer pushed: " + payload);
    }
    Promise promise = withToken(found.token());
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
    int known = promise.discarded;
    if (!promise.accepted.isEmpty()) {
      for (String id : promise.accepted.keySet()) {
        if (!promise.ids.contains(id)) {
          sent++;
        }
      }
    }
    if (!promise.gone.isEmpty()) {
      for (String id : promise.gone) {
        if (!promise.ids.contains(id) && !promise.accepted.containsKey(id)) {
          known++;
        }
      }
    }
    known += sent;
    int wanted =
        promise.kind == Promise.Kind.EXPLICIT_ID ? Math.min(1, promise.promised) : promise.promised;
    if (known < wanted) {
      throw new Violation("lost: " + promise);
    }
    if (sent > promise.possible + promise.excuses + promise.halves + promise.returns) {
      throw new Violation("copied: " + promise + " with " + promise.ids + "+" + promise.withoutId);
    }
    promise.accepted.forEach((id, times) -> checkTwice(promise, id, times));
    int copies = promise.possible + promise.redrives + promise.returns + promise.halves;
    if (promise.kills > copies * MAX_KILLS) {
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
