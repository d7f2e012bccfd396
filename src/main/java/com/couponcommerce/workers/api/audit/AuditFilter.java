package com.couponcommerce.workers.api.audit;

import com.couponcommerce.workers.api.http.Caller;
import com.couponcommerce.workers.api.http.Endpoint;
import com.couponcommerce.workers.message.Channel;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.Status.Family;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;

/**
 * Records each change that a resource has not recorded itself, with the method and the path
 * template, each change that was refused, and each read that the user has no right to.
 */
@Provider
@Priority(AuditFilter.FIRST)
public class AuditFilter implements ContainerRequestFilter, ContainerResponseFilter {
  /** Priority before the filters that refuse, so that their refusals are recorded. */
  static final int FIRST = 1;

  private static final int TOO_MANY_REQUESTS = 429;

  @Context private ResourceInfo resource;

  @Inject private Audit audit;
  @Inject private Caller caller;

  @Override
  public void filter(ContainerRequestContext request) {
    // Computed now, so that the response filter has it also if a later filter refuses the request.
    Endpoint.of(request, resource);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Endpoint.of(request)
        .filter(endpoint -> isOfInterest(endpoint, response.getStatus()))
        .ifPresent(endpoint -> record(endpoint, request, response.getStatus()));
  }

  private boolean isOfInterest(Endpoint endpoint, int status) {
    return !endpoint.isPublic()
        && !caller.isRecorded()
        && (!endpoint.isSafe() || status == Status.FORBIDDEN.getStatusCode());
  }

  private void record(Endpoint endpoint, ContainerRequestContext request, int status) {
    String action = endpoint.method() + " " + endpoint.path();
    Optional<Channel> channel =
        Optional.ofNullable(request.getUriInfo().getPathParameters().getFirst("channel"))
            .flatMap(Channel::of);
    if (Family.familyOf(status) == Family.SUCCESSFUL) {
      audit.record(action, channel, List.of(), "done");
    } else if (status != TOO_MANY_REQUESTS) {
      // There may be thousands of 429, and none changes anything.
      audit.refused(action, channel, status);
    }
  }
}
