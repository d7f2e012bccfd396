package com.couponcommerce.workers.api.queue;

import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.observe.QueueWatch;
import com.couponcommerce.workers.queue.ChannelCounts;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.instance.OperatorPause;
import com.couponcommerce.workers.worker.Throughput;
import com.couponcommerce.workers.worker.Throughput.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Shows the state of a queue: its messages, its throughput, its pause and its instances. */
@Singleton
public class QueueJson {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final ChannelStates states;

  @Inject
  public QueueJson(ChannelStates states) {
    this.states = states;
  }

  /**
   * Returns the state of one channel, at most one second old.
   *
   * @throws Problem 503 if Redis does not answer
   */
  JsonObjectBuilder of(Channel channel) {
    ChannelState state =
        states
            .of(channel)
            .orElseThrow(
                () -> Problem.unavailable("Redis does not answer or refuses", RETRY_AFTER));
    QueueWatch.Snapshot seen = state.seen();
    List<JsonObject> instances = state.instances();
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("channel", channel.id())
            .add("counts", counts(seen.counts()))
            .add(
                "oldest",
                Json.createObjectBuilder()
                    .add("pendingSeconds", seconds(seen.oldestPending()))
                    .add("processingSeconds", seconds(seen.oldestLease())))
            .add("problems", Json.createArrayBuilder(seen.counts().problems()))
            .add("perSecond", perSecond(state))
            .add("unknownFields", UnknownFieldsJson.of(instances));
    state
        .pause()
        .ifPresentOrElse(made -> json.add("paused", pause(made)), () -> json.addNull("paused"));
    state
        .limit()
        .ifPresentOrElse(
            limit -> json.add("rateLimit", limit.toString()), () -> json.addNull("rateLimit"));
    Moving.of(state).forEach(json::add);
    JsonArrayBuilder list = Json.createArrayBuilder();
    instances.forEach(
        instance -> list.add(Json.createObjectBuilder(instance).remove(UnknownFieldsJson.NAME)));
    return json.add("instances", list);
  }

  /** Shows a pause. Its reason is masked, since it may name a person and viewers read it. */
  static JsonObjectBuilder pause(OperatorPause pause) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    pause.reason().ifPresent(reason -> json.add("reason", Mask.text(reason)));
    pause.by().ifPresent(by -> json.add("by", by));
    pause.at().map(Instant::toString).ifPresent(at -> json.add("at", at));
    pause.until().map(Instant::toString).ifPresent(until -> json.add("until", until));
    return json;
  }

  /** Returns the rates of all instances together. */
  private static JsonObjectBuilder perSecond(ChannelState state) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    for (Event event : Event.values()) {
      JsonObjectBuilder rates = Json.createObjectBuilder();
      for (int i = 0; i < Throughput.WINDOWS.size(); i++) {
        Duration window = Throughput.WINDOWS.get(i);
        rates.add(
            window.toMinutes() + "m", rounded((double) state.sum(event, i) / window.toSeconds()));
      }
      json.add(event.id(), rates);
    }
    return json;
  }

  /** Shows a number for each state, null if it is unknown. */
  private static JsonObjectBuilder counts(ChannelCounts counts) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    for (QueueState state : QueueState.values()) {
      json.add(state.id(), number(counts.of(state)));
    }
    return json;
  }

  static JsonValue number(OptionalLong number) {
    return number.isPresent() ? Json.createValue(number.getAsLong()) : JsonValue.NULL;
  }

  private static JsonValue seconds(Optional<Duration> duration) {
    return duration
        .<JsonValue>map(known -> Json.createValue(known.toMillis() / 1000.0))
        .orElse(JsonValue.NULL);
  }

  private static double rounded(double rate) {
    return Math.round(rate * 1000) / 1000.0;
  }
}
