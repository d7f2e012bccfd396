package com.couponcommerce.workers.api.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.observe.QueueWatch;
import com.couponcommerce.workers.queue.instance.Instances;
import com.couponcommerce.workers.queue.instance.LiveInstance;
import com.couponcommerce.workers.queue.instance.Pauses;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.CurrentSettings;
import com.couponcommerce.workers.settings.RateLimit;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the state of a channel, which any instance can do. */
@Singleton
public class ChannelStates {
  private final RedisPools redis;
  private final Supplier<Optional<Map<Channel, QueueWatch.Snapshot>>> snapshots;
  private final Function<Channel, Optional<RateLimit>> limits;

  @Inject
  public ChannelStates(RedisPools redis, QueueWatch watch, CurrentSettings settings) {
    this(redis, watch::snapshot, channel -> settings.get().rates().of(channel));
  }

  /**
   * @param snapshots empty while Redis does not answer
   */
  public ChannelStates(
      RedisPools redis,
      Supplier<Optional<Map<Channel, QueueWatch.Snapshot>>> snapshots,
      Function<Channel, Optional<RateLimit>> limits) {
    this.redis = redis;
    this.snapshots = snapshots;
    this.limits = limits;
  }

  /**
   * Returns the state of one channel, at most one second old; empty if Redis did not answer.
   *
   * @throws QueueUnavailableException if Redis has just stopped to answer
   */
  public Optional<ChannelState> of(Channel channel) {
    // Called first: it remembers an outage of Redis, so that a request waits for Redis only once.
    Optional<Map<Channel, QueueWatch.Snapshot>> seen = snapshots.get();
    return seen.map(all -> of(channel, Objects.requireNonNull(all.get(channel))));
  }

  private ChannelState of(Channel channel, QueueWatch.Snapshot seen) {
    List<JsonObject> instances =
        new Instances(redis, channel)
            .alive().stream().flatMap(alive -> instance(alive).stream()).toList();
    return new ChannelState(
        channel, seen, new Pauses(redis, channel).current(), instances, limits.apply(channel));
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
}
