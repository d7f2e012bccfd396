package com.couponcommerce.workers.api.http;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends a request with an error, as RFC 9457 describes it. The detail says what is wrong, with which
 * value, and what to do.
 */
public final class Problem extends RuntimeException {
  static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  @Serial private static final long serialVersionUID = 1;

  private final int status;
  private final String title;
  private final String detail;
  private final transient List<String> errors;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param title the same for each problem of this kind
   * @param detail what is wrong with this request
   * @param errors each single mistake, if there can be several
   * @param retryAfter time after which the request may succeed, if known
   */
  private Problem(
      int status, String title, String detail, List<String> errors, Optional<Duration> retryAfter) {
    super(detail);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  Problem(int status, String title, String detail) {
    this(status, title, detail, List.of(), Optional.empty());
  }

  /** Returns a 400: the request makes no sense. */
  public static Problem badRequest(String detail) {
    return new Problem(400, "Bad request", detail);
  }

  /** Returns a 400 that lists every mistake. */
  public static Problem badRequest(List<String> errors) {
    return new Problem(400, "Bad request", String.join("; ", errors), errors, Optional.empty());
  }

  /** Returns a 401: the login is wrong. */
  public static Problem unauthorized(String detail) {
    return new Problem(401, "Unauthorized", detail);
  }

  /** Returns a 403: the caller may not do this. */
  public static Problem forbidden(String detail) {
    return new Problem(403, "Forbidden", detail);
  }

  /** Returns a 404: what the path names does not exist. */
  public static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail);
  }

  /** Returns a 406: no type of answer that the caller accepts is there. */
  public static Problem notAcceptable(String detail) {
    return new Problem(406, "Not acceptable", detail);
  }

  /** Returns a 409: the current state does not allow it. */
  public static Problem conflict(String detail) {
    return new Problem(409, "Conflict", detail);
  }

  /** Returns a 413: the body is too large. */
  static Problem tooLarge(long maxBytes) {
    return new Problem(413, "Too large", "the body may have %d bytes at most".formatted(maxBytes));
  }

  /** Returns a 415: the body has a type that is not accepted. */
  static Problem unsupportedType(String detail) {
    return new Problem(415, "Unsupported media type", detail);
  }

  /** Returns a 422: the content of the body is invalid. */
  public static Problem invalid(String detail, List<String> errors) {
    return new Problem(422, "Invalid", detail, errors, Optional.empty());
  }

  /** Returns a 429: the caller sends too many requests. */
  public static Problem tooManyRequests(String detail, Duration retryAfter) {
    return new Problem(429, "Too many requests", detail, List.of(), Optional.of(retryAfter));
  }

  /** Returns a 503: the request may succeed later. */
  public static Problem unavailable(String detail, Duration retryAfter) {
    return new Problem(503, "Unavailable", detail, List.of(), Optional.of(retryAfter));
  }

  public int status() {
    return status;
  }

  public List<String> errors() {
    return errors;
  }

  Response response() {
    Response.ResponseBuilder response = Response.status(status).type(MEDIA_TYPE).entity(text());
    // At least one second: 0 would ask for an immediate second request.
    retryAfter.ifPresent(
        wait -> response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
    return response.build();
  }

  /** Returns the JSON. */
  String text() {
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("title", title).add("status", status).add("detail", detail);
    if (!errors.isEmpty()) {
      JsonArrayBuilder list = Json.createArrayBuilder();
      errors.forEach(list::add);
      json.add("errors", list);
    }
    return json.build().toString();
  }
}
