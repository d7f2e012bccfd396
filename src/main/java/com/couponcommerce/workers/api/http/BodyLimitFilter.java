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
 * Refuses a body that is too large: at once where its length is told, else when so much has come.
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
    if (told(request.getHeaderString(HttpHeaders.CONTENT_LENGTH)) > max) {
      throw Problem.tooLarge(max);
    }
    request.setEntityStream(new BoundedStream(request.getEntityStream(), max));
  }

  /** Not ContainerRequestContext.getLength, an int: 3 GB would be none. */
  private static long told(String length) {
    // Where the server let something else through, counting will tell.
    return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
  }
}
