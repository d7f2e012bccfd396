package com.couponcommerce.workers.api.http;

import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;

/** Answers with JSON. */
public final class Answers {
  private Answers() {}

  public static Response ok(JsonObjectBuilder json) {
    return json(Status.OK, json).build();
  }

  public static Response accepted(JsonObjectBuilder json) {
    return json(Status.ACCEPTED, json).build();
  }

  /** Answers 202 and asks the caller to repeat the request after a while. */
  public static Response accepted(JsonObjectBuilder json, Duration retryAfter) {
    return json(Status.ACCEPTED, json)
        .header(HttpHeaders.RETRY_AFTER, retryAfter.toSeconds())
        .build();
  }

  private static Response.ResponseBuilder json(Status status, JsonObjectBuilder json) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(json.build().toString());
  }
}
