package com.couponcommerce.workers.api.http;

import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** JSON answers that nobody on the way keeps. */
public final class Answers {
  private Answers() {}

  public static Response ok(JsonObjectBuilder json) {
    return of(Response.Status.OK, json);
  }

  public static Response accepted(JsonObjectBuilder json) {
    return of(Response.Status.ACCEPTED, json);
  }

  private static Response of(Response.Status status, JsonObjectBuilder json) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(json.build().toString())
        .build();
  }
}
