package com.couponcommerce.workers.api.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.Set;

/**
 * Takes bodies of JSON only, wherever a login is needed: a form of another site can send text and
 * forms without asking, but no JSON. Which JSON a method takes, its {@code @Consumes} says.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 200)
public class JsonFilter implements ContainerRequestFilter {
  private static final Set<String> JSON =
      Set.of("application/json", "application/x-ndjson", "application/merge-patch+json");

  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Endpoint endpoint = Endpoint.of(request.getMethod(), resource);
    if (endpoint.isSafe() || endpoint.isPublic()) {
      return;
    }
    Optional<MediaType> type = Optional.ofNullable(request.getMediaType());
    String name = type.map(given -> given.getType() + "/" + given.getSubtype()).orElse("nothing");
    if (!JSON.contains(name) && (type.isPresent() || hasBody(request))) {
      throw Problem.unsupportedType(
          "Content-Type is %.100s; allowed: application/json, application/x-ndjson or application/merge-patch+json, as docs/api.md tells for each request"
              .formatted(name));
    }
  }

  private static boolean hasBody(ContainerRequestContext request) {
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return (length != null && !length.equals("0"))
        || request.getHeaderString("Transfer-Encoding") != null;
  }
}
