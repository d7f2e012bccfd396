package com.couponcommerce.workers.api.queue;

import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.observe.QueueExposition;
import com.couponcommerce.workers.queue.ChannelCounts;
import com.couponcommerce.workers.queue.QueueCounter;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows the number of messages in each state. The JSON has the fields of the platform's health
 * check. A Prometheus server that scrapes this address gets the same counts in its format.
 */
@Path("/health/redis")
@Singleton
public class RedisHealthResource {
  private static final MediaType OPEN_METRICS = new MediaType("application", "openmetrics-text");

  /** Types of the answer; the first is the default. */
  private static final List<MediaType> OFFERED =
      List.of(MediaType.APPLICATION_JSON_TYPE, OPEN_METRICS, MediaType.TEXT_PLAIN_TYPE);

  @Inject private RedisPools redis;

  /**
   * Answers within 2 s: 200 with the counts, or 503 if Redis does not answer or a count is unknown.
   */
  @GET
  @AllowedTo(Roles.PUBLIC)
  public Response counts(@Context HttpHeaders headers) {
    MediaType wanted =
        wanted(headers)
            .orElseThrow(
                () ->
                    Problem.notAcceptable(
                        "Accept must allow application/json, text/plain or application/openmetrics-text"));
    try {
      Map<Channel, ChannelCounts> counts = new QueueCounter(redis).count();
      List<String> problems =
          counts.values().stream().flatMap(count -> count.problems().stream()).toList();
      // Prometheus throws an answer of 503 away, and with it the counts that are known.
      boolean shown = problems.isEmpty() || !isJson(wanted);
      return answer(
          shown ? Status.OK : Status.SERVICE_UNAVAILABLE,
          wanted,
          json(counts, problems),
          Optional.of(counts));
    } catch (QueueUnavailableException e) {
      return answer(Status.SERVICE_UNAVAILABLE, wanted, disconnected(), Optional.empty());
    }
  }

  /**
   * Returns the offered type that the client prefers. Request.selectVariant is of no use: on
   * RESTEasy it also compares the version and charset in a scraper's Accept header, and finds none.
   */
  private static Optional<MediaType> wanted(HttpHeaders headers) {
    return headers.getAcceptableMediaTypes().stream()
        .flatMap(accepted -> OFFERED.stream().filter(accepted::isCompatible))
        .findFirst();
  }

  private static boolean isJson(MediaType wanted) {
    return wanted.isCompatible(MediaType.APPLICATION_JSON_TYPE);
  }

  private static Response answer(
      Status status,
      MediaType wanted,
      JsonObject json,
      Optional<Map<Channel, ChannelCounts>> counts) {
    Response.ResponseBuilder response =
        Response.status(status).header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (isJson(wanted)) {
      return response.type(MediaType.APPLICATION_JSON_TYPE).entity(json.toString()).build();
    }
    boolean openMetrics = wanted.isCompatible(OPEN_METRICS);
    return response
        .type(openMetrics ? QueueExposition.OPEN_METRICS : QueueExposition.PROMETHEUS)
        .entity(QueueExposition.text(counts, openMetrics))
        .build();
  }

  private static JsonObject json(Map<Channel, ChannelCounts> counts, List<String> problems) {
    JsonObjectBuilder queues = Json.createObjectBuilder();
    counts.forEach((channel, count) -> queues.add(channel.id(), json(List.of(count))));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("status", problems.isEmpty() ? "healthy" : "unhealthy")
            .add("redis", "connected")
            .add("queues", queues)
            .add("total", json(counts.values()));
    if (!problems.isEmpty()) {
      json.add("problems", Json.createArrayBuilder(problems));
    }
    return json.build();
  }

  /** Shows the sums in the order that the platform's health check has; null for what is unknown. */
  private static JsonObjectBuilder json(Collection<ChannelCounts> counts) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    for (QueueState state :
        List.of(
            QueueState.PENDING, QueueState.PROCESSING, QueueState.DEAD_LETTER, QueueState.RETRY)) {
      json.add(state.id(), QueueJson.number(ChannelCounts.sum(counts, state)));
    }
    return json;
  }

  /**
   * Redis's own message may name hosts and is left out, since this answer is public; readiness
   * shows it.
   */
  private static JsonObject disconnected() {
    return Json.createObjectBuilder()
        .add("status", "unhealthy")
        .add("redis", "disconnected")
        .build();
  }
}
