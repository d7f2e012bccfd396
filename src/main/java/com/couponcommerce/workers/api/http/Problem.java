package com.couponcommerce.workers.api.http;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why a request was refused, as RFC 9457 has it: what was wrong, with which value, and what to do.
 *
 * @param title the same for each problem of its kind
 * @param detail what was wrong with this request
 * @param errors each single mistake, where there may be several
 * @param retryAfter when it may work, where that is known
 */
public record Problem(
    int status, String title, String detail, List<String> errors, Optional<Duration> retryAfter) {
  static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  public Problem(int status, String title, String detail) {
    this(status, title, detail, List.of(), Optional.empty());
  }

  /** The request makes no sense: 400. */
  public static Problem badRequest(String detail) {
    return new Problem(400, "Bad request", detail);
  }

  /** What it names is not there: 404. */
  public static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail);
  }

  /** It cannot be done as things stand: 409. */
  public static Problem conflict(String detail) {
    return new Problem(409, "Conflict", detail);
  }

  /** Messages that no worker would send: 422. */
  public static Problem invalid(String detail, List<String> errors) {
    return new Problem(422, "Invalid", detail, errors, Optional.empty());
  }

  /** The caller may not do that: 403. */
  static Problem forbidden(String detail) {
    return new Problem(403, "Forbidden", detail);
  }

  /** The body is larger than it may be: 413. */
  static Problem tooLarge(long mostBytes) {
    return new Problem(413, "Too large", "the body may have %d bytes at most".formatted(mostBytes));
  }

  /** The body is no JSON: 415. */
  static Problem unsupportedType(String detail) {
    return new Problem(415, "Unsupported media type", detail);
  }

  /** The caller asks too often: 429. */
  static Problem tooManyRequests(String detail, Duration retryAfter) {
    return new Problem(429, "Too many requests", detail, List.of(), Optional.of(retryAfter));
  }

  /** It may work later: 503. */
  public static Problem unavailable(String detail, Duration retryAfter) {
    return new Problem(503, "Unavailable", detail, List.of(), Optional.of(retryAfter));
  }

  /** To be thrown. */
  public ProblemException exception() {
    return new ProblemException(this);
  }

  Response response() {
    Response.ResponseBuilder response =
        Response.status(status)
            .type(MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(text());
    // At least a second: 0 would ask for an immediate second try.
    retryAfter.ifPresent(
        wait -> response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
    return response.build();
  }

  /** The JSON. */
  String text() {
    return json().build().toString();
  }

  private JsonObjectBuilder json() {
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("title", title).add("status", status).add("detail", detail);
    if (!errors.isEmpty()) {
      JsonArrayBuilder list = Json.createArrayBuilder();
      errors.forEach(list::add);
      json.add("errors", list);
    }
    return json;
  }
}
