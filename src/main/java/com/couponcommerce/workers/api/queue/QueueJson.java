package com.couponcommerce.workers.api.queue;

import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.observe.QueueWatch;
import com.couponcommerce.workers.queue.ChannelCounts;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.instance.Instances;
import com.couponcommerce.workers.queue.instance.LiveInstance;
import com.couponcommerce.workers.queue.instance.OperatorPause;
import com.couponcommerce.workers.queue.instance.Pauses;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.CurrentSettings;
import com.couponcommerce.workers.worker.Throughput;
import com.couponcommerce.workers.worker.Throughput.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Shows the state of a queue: its messages, its throughput, its pause and its instances. */
@Singleton
public class QueueJson {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final RedisPools redis;
  private final QueueWatch watch;
  private final CurrentSettings settings;

  @Inject
  public QueueJson(RedisPools redis, QueueWatch watch, CurrentSettings settings) {
    this.redis = redis;
    this.watch = watch;
    this.settings = settings;
  }

  /**
   * Returns the state of one channel, at most one second old.
   *
   * @throws Problem 503 if Redis does not answer
   */
  JsonObjectBuilder of(Channel channel) {
    // Called first: it remembers an outage of Redis, so that a request waits for Redis only once.
    QueueWatch.Snapshot seen =
        Objects.requireNonNull(
            watch
                .snapshot()
                .orElseThrow(
                    () -> Problem.unavailable("Redis does not answer or refuses", RETRY_AFTER))
                .get(channel));
    Optional<OperatorPause> pause = new Pauses(redis, channel).current();
    List<JsonObject> instances = new ArrayList<>();
    for (LiveInstance instance : new Instances(redis, channel).alive()) {
      instance(instance).ifPresent(instances::add);
    }
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
            .add("perSecond", perSecond(instances))
            .add("unknownFields", UnknownFieldsJson.of(instances));
    pause.ifPresentOrElse(made -> json.add("paused", pause(made)), () -> json.addNull("paused"));
    settings
        .get()
        .rates()
        .of(channel)
        .ifPresentOrElse(
            limit -> json.add("rateLimit", limit.toString()), () -> json.addNull("rateLimit"));
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

  /**
   * Returns the report of an instance; empty if it is no JSON, which only a manual change causes.
   */
  private static Optional<JsonObject> instance(LiveInstance seen) {
    try (JsonReader reader = Json.createReader(new StringReader(seen.json()))) {
      return Optional.of(
          Json.createObjectBuilder(reader.readObject())
              .remove("beat")
              .add("id", seen.id())
              .add("sinceHeartbeatMs", seen.sinceHeartbeat().toMillis())
              .build());
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** Returns the rates of all instances together. */
  private static JsonObjectBuilder perSecond(List<JsonObject> instances) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    for (Event event : Event.values()) {
      JsonObjectBuilder rates = Json.createObjectBuilder();
      for (int i = 0; i < Throughput.WINDOWS.size(); i++) {
        Duration window = Throughput.WINDOWS.get(i);
        long sum = 0;
        for (JsonObject instance : instances) {
          // The first number is the count since the start.
          sum += count(instance, event.id(), i + 1);
        }
        rates.add(window.toMinutes() + "m", rounded((double) sum / window.toSeconds()));
      }
      json.add(event.id(), rates);
    }
    return json;
  }

  /** Returns a count; 0 if an instance of another version reports something else. */
  private static long count(JsonObject instance, String event, int index) {
    if (instance.get(event) instanceof JsonArray counts && counts.size() > index) {
      return counts.getInt(index, 0);
    }
    return 0;
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
