package com.couponcommerce.workers.api.queue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pause of a channel or of one of its providers on one instance, as the instance reports it.
 *
 * @param provider name of the provider, or of the channel if it has several
 * @param ofChannel whether the channel pauses, rather than that another provider is used
 */
public record Breaker(
    String provider,
    boolean ofChannel,
    String failureClass,
    String reason,
    Optional<Instant> since,
    Optional<Instant> until) {

  /** Returns the pauses of all instances. */
  public static List<Breaker> all(ChannelState state) {
    List<Breaker> breakers = new ArrayList<>();
    for (JsonObject instance : state.instances()) {
      List<JsonObject> providers = providers(instance);
      String only =
          providers.size() == 1
              ? providers.get(0).getString("name", state.channel().id())
              : state.channel().id();
      read(only, true, instance.get("breaker")).ifPresent(breakers::add);
      providers.forEach(
          provider ->
              read(provider.getString("name", state.channel().id()), false, provider.get("breaker"))
                  .ifPresent(breakers::add));
    }
    return breakers;
  }

  private static List<JsonObject> providers(JsonObject instance) {
    return instance.get("providers") instanceof JsonArray array
        ? array.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList()
        : List.of();
  }

  private static Optional<Breaker> read(
      String provider, boolean ofChannel, @Nullable JsonValue breaker) {
    return breaker instanceof JsonObject given
        ? Optional.of(
            new Breaker(
                provider,
                ofChannel,
                given.getString("class", ""),
                given.getString("reason", ""),
                time(given.getString("since", "")),
                time(given.getString("until", ""))))
        : Optional.empty();
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
