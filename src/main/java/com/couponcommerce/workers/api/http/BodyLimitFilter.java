package com.couponcommerce.workers.api.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses a body that is too large: at once if Content-Length tells its size, otherwise after that
 * many bytes were read.
 */
@Provider
@Priority(Priorities.ENTITY_CODER)
public class BodyLimitFilter implements ContainerRequestFilter {
  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    long max = Endpoint.of(request, resource).maxBytes();
    if (max == BodyLimit.UNLIMITED) {
      return;
    }
    if (declaredLength(request.getHeaderString(HttpHeaders.CONTENT_LENGTH)) > max) {
      throw Problem.tooLarge(max);
    }
    request.setEntityStream(new BoundedStream(request.getEntityStream(), max));
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
