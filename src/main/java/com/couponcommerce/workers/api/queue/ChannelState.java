package com.couponcommerce.workers.api.queue;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.observe.QueueWatch;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.instance.OperatorPause;
import com.couponcommerce.workers.settings.RateLimit;
import com.couponcommerce.workers.worker.Throughput.Event;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * State of a channel at one moment.
 *
 * @param pause pause by an operator
 * @param instances reports of the instances that are alive
 * @param limit rate limit in the settings of this instance
 */
public record ChannelState(
    Channel channel,
    QueueWatch.Snapshot seen,
    Optional<OperatorPause> pause,
    List<JsonObject> instances,
    Optional<RateLimit> limit) {
  /** Time without a poll after which an instance does not consume; a busy one polls more often. */
  private static final Duration SILENT = Duration.ofSeconds(60);

  public ChannelState {
    instances = List.copyOf(instances);
  }

  /** Returns the messages in a state; 0 if their number is unknown. */
  public long count(QueueState state) {
    return seen.counts().of(state).orElse(0);
  }

  /** Returns whether messages wait to be sent, or for their retry. */
  public boolean isAnythingToDo() {
    return count(QueueState.PENDING) + count(QueueState.PROCESSING) + count(QueueState.RETRY) > 0;
  }

  /** Returns whether messages wait that no instance would take. */
  public boolean lacksInstances() {
    return instances.isEmpty() && isAnythingToDo();
  }

  /**
   * Returns how long no instance has polled although messages are pending and nothing forbids to
   * send them; empty if that is no longer than usual.
   */
  public Optional<Duration> notConsuming() {
    boolean isHeldBack = pause.isPresent() || limit.isPresent() || !Breaker.all(this).isEmpty();
    return isHeldBack || count(QueueState.PENDING) == 0
        ? Optional.empty()
        : instances.stream()
            .map(ChannelState::sincePoll)
            .min(Duration::compareTo)
            .filter(since -> since.compareTo(SILENT) > 0);
  }

  private static Duration sincePoll(JsonObject instance) {
    return Duration.ofMillis(
        (long) instance.getInt("sincePollMs", 0) + instance.getInt("sinceHeartbeatMs", 0));
  }

  /**
   * Returns the events of all instances together.
   *
   * @param window index of the window, 0 for the shortest
   */
  public long sum(Event event, int window) {
    // The first number is the count since the start.
    return instances.stream().mapToLong(instance -> count(instance, event.id(), window + 1)).sum();
  }

  /** Returns a count; 0 if an instance of another version reports something else. */
  private static long count(JsonObject instance, String event, int index) {
    return instance.get(event) instanceof JsonArray counts && counts.size() > index
        ? counts.getInt(index, 0)
        : 0;
  }
}
