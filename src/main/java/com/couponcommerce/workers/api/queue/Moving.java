package com.couponcommerce.workers.api.queue;

import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.instance.OperatorPause;
import com.couponcommerce.workers.settings.RateLimit;
import com.couponcommerce.workers.worker.Throughput;
import com.couponcommerce.workers.worker.Throughput.Event;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells whether the messages of a channel move, or the one reason for which they do not. */
final class Moving {
  /** Part of a limit from which the limit is what holds messages back. */
  private static final double NEARLY = 0.9;

  private Moving() {}

  /** Returns {@code moving}, and beside it what is known of the reason. */
  static JsonObject of(ChannelState state) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    if (state.pause().isPresent()) {
      return paused(json.add("moving", "paused"), state.pause().get());
    }
    if (!state.isAnythingToDo()) {
      return json.add("moving", "empty").build();
    }
    if (state.lacksInstances()) {
      return json.add("moving", "no_instances").build();
    }
    List<Breaker> stopped = Breaker.all(state).stream().filter(Breaker::ofChannel).toList();
    if (stopped.size() == state.instances().size()) {
      return provider(json.add("moving", "provider"), stopped.get(0));
    }
    Optional<Duration> silent = state.notConsuming();
    if (silent.isPresent()) {
      return json.add("moving", "not_consuming")
          .add("movingSeconds", silent.get().toSeconds())
          .build();
    }
    if (state.count(QueueState.PENDING) > 0
        && state.limit().filter(limit -> holds(limit, state)).isPresent()) {
      return json.add("moving", "rate_limit")
          .add("movingLimit", state.limit().get().toString())
          .build();
    }
    boolean onlyRetries = state.count(QueueState.PENDING) + state.count(QueueState.PROCESSING) == 0;
    return json.add("moving", onlyRetries ? "waiting_for_retry" : "flowing").build();
  }

  private static JsonObject paused(JsonObjectBuilder json, OperatorPause pause) {
    QueueJson.pause(pause)
        .build()
        .forEach((name, value) -> json.add(name.equals("at") ? "movingSince" : told(name), value));
    return json.build();
  }

  private static String told(String name) {
    return "moving" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static JsonObject provider(JsonObjectBuilder json, Breaker breaker) {
    json.add("movingProvider", breaker.provider())
        .add("movingClass", breaker.failureClass())
        .add("movingReason", breaker.reason());
    breaker.since().ifPresent(since -> json.add("movingSince", since.toString()));
    breaker.until().ifPresent(until -> json.add("movingUntil", until.toString()));
    return json.build();
  }

  /** Returns whether as many messages were sent in the last minute as the limit allows. */
  private static boolean holds(RateLimit limit, ChannelState state) {
    double allowed =
        (double) limit.permits()
            * Throughput.WINDOWS.get(0).toMillis()
            / Math.max(1, limit.per().toMillis());
    long sent = state.sum(Event.DELIVERED, 0) + state.sum(Event.FAILED, 0);
    double nearly = allowed * NEARLY;
    // Of a limit below one a minute no minute shows anything.
    return nearly < 1 || sent >= nearly;
  }
}
