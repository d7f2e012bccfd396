package com.couponcommerce.workers.api.problem;

import com.couponcommerce.workers.message.Channel;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A present problem.
 *
 * @param channel empty if it is of no single channel
 * @param since empty if it is unknown
 * @param parameters strings and numbers for the sentence about it, masked
 */
record Finding(
    ProblemId id,
    Optional<Channel> channel,
    Optional<Instant> since,
    Map<String, Object> parameters) {

  static Finding of(ProblemId id) {
    return new Finding(id, Optional.empty(), Optional.empty(), Map.of());
  }

  static Finding of(ProblemId id, Channel channel) {
    return new Finding(id, Optional.of(channel), Optional.empty(), Map.of());
  }

  Finding since(Optional<Instant> begin) {
    return new Finding(id, channel, begin, parameters);
  }

  Finding with(String name, String value) {
    return withAny(name, value);
  }

  Finding with(String name, long value) {
    return withAny(name, value);
  }

  private Finding withAny(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new Finding(id, channel, since, more);
  }

  JsonObjectBuilder json() {
    JsonObjectBuilder json = Json.createObjectBuilder().add("id", id.id());
    channel.ifPresentOrElse(
        known -> json.add("channel", known.id()), () -> json.addNull("channel"));
    json.add("severity", id.severity());
    since.ifPresentOrElse(at -> json.add("since", at.toString()), () -> json.addNull("since"));
    return json.add("parameters", Json.createObjectBuilder(parameters));
  }
}
