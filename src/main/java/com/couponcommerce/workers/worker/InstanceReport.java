package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.ProviderState;
import com.couponcommerce.workers.worker.Throughput.Event;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * State of this instance's work on one channel, which users can read from any instance. The members
 * of a JSON object:
 *
 * <ul>
 *   <li>{@code host}, {@code version}, {@code revision}, {@code started};
 *   <li>{@code inFlight}, {@code oldestClaimMs} and {@code sincePollMs}: messages in flight, time
 *       since the oldest was claimed, and time since this instance last polled;
 *   <li>{@code pausedByOperator}, and {@code breaker}: the pause of the circuit breaker, or null;
 *   <li>{@code providers}: the name of each and its pause, or null;
 *   <li>{@code unknownFields}: the name, messages and last time of each;
 *   <li>for each {@link Event} its counts: in total, and in the last 60, 300 and 900 s.
 * </ul>
 */
final class InstanceReport {
  private final ChannelWorker<?> worker;
  private final Throughput throughput;
  private final UnknownFields unknown;
  private final String host;
  private final Instant started;

  InstanceReport(
      ChannelWorker<?> worker, Throughput throughput, UnknownFields unknown, Instant started) {
    this.worker = worker;
    this.throughput = throughput;
    this.unknown = unknown;
    this.host = host();
    this.started = started;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // The hosts file of a container may lack its own name.
      return "unknown";
    }
  }

  String members() {
    StringJoiner members = new StringJoiner(",");
    members.add(text("host", host));
    members.add(text("version", Build.THIS.version()));
    members.add(text("revision", Build.THIS.revision()));
    members.add(text("started", started.toString()));
    members.add(json("inFlight", worker.inFlight()));
    members.add(json("oldestClaimMs", worker.oldestClaim().toMillis()));
    members.add(json("sincePollMs", worker.sincePoll().toMillis()));
    members.add(json("pausedByOperator", worker.isPaused()));
    members.add(json("breaker", pause(worker.pause())));
    members.add(
        json(
            "providers",
            worker.providers().stream()
                .map(InstanceReport::provider)
                .collect(Collectors.joining(",", "[", "]"))));
    for (Event event : Event.values()) {
      members.add(json(event.id(), counts(worker.channel(), event)));
    }
    members.add(
        json(
            "unknownFields",
            unknown.of(worker.channel()).stream()
                .map(InstanceReport::unknown)
                .collect(Collectors.joining(",", "[", "]"))));
    return members.toString();
  }

  private String counts(Channel channel, Event event) {
    RecentCount count = throughput.of(channel, event);
    return Throughput.WINDOWS.stream()
        .map(window -> "," + count.last(window))
        .collect(Collectors.joining("", "[" + count.total(), "]"));
  }

  private static String unknown(UnknownFields.Seen seen) {
    return "{"
        + text("name", seen.name())
        + ","
        + json("messages", seen.messages())
        + ","
        + text("last", seen.last().toString())
        + "}";
  }

  private static String provider(ProviderState provider) {
    return "{"
        + text("name", provider.name())
        + ","
        + json("breaker", pause(provider.pause()))
        + "}";
  }

  /** Returns a pause as JSON; the reason is masked, since a provider may name a recipient. */
  private static String pause(Optional<CircuitBreaker.Pause> pause) {
    return pause
        .map(
            p ->
                "{"
                    + text("class", p.cause().name())
                    + ","
                    + text("reason", Mask.text(p.reason()))
                    + ","
                    + text("since", p.since().toString())
                    + ","
                    + text("until", p.until().toString())
                    + "}")
        .orElse("null");
  }

  private static String text(String name, String value) {
    return json(name, PayloadEditor.quote(value));
  }

  private static String json(String name, Object value) {
    return PayloadEditor.quote(name) + ":" + value;
  }
}
