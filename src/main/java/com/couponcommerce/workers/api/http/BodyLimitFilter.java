package com.couponcommerce.workers.api.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;

/**
 * Refuses a body that is too large: at once if Content-Length tells its size, otherwise after that
 * many bytes were read. Refuses each body of a DELETE: a filter in it would be ignored, and more
 * would be deleted than the caller meant.
 */
@Provider
@Priority(Priorities.ENTITY_CODER)
public class BodyLimitFilter implements ContainerRequestFilter {
  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    Endpoint endpoint = Endpoint.of(request, resource);
    if (endpoint.method().equals(HttpMethod.DELETE)) {
      refuseAnyBody(request);
      return;
    }
    long max = endpoint.maxBytes();
    if (max == BodyLimit.UNLIMITED) {
      return;
    }
    if (declaredLength(request.getHeaderString(HttpHeaders.CONTENT_LENGTH)) > max) {
      throw Problem.tooLarge(max);
    }
    request.setEntityStream(new BoundedStream(request.getEntityStream(), max));
  }

  private static void refuseAnyBody(ContainerRequestContext request) throws IOException {
    // The first byte decides: a body that is sent in chunks declares no length, and may be empty.
    if (request.getEntityStream().read() >= 0) {
      throw Problem.badRequest("a DELETE takes no body: parameters belong into the query");
    }
  }

  /**
   * Returns the declared length, or -1. ContainerRequestContext.getLength is an int, too small for
   * 3 GB.
   */
  private static long declaredLength(String length) {
    // A value that the server did not check is ignored: the bytes are counted.
    return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
  }
}
