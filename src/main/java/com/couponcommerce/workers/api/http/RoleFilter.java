package com.couponcommerce.workers.api.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;

/**
 * Allows a request only to the roles in the method's {@link AllowedTo}. web.xml demands the login.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class RoleFilter implements ContainerRequestFilter {
  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getMethod().equals(HttpMethod.OPTIONS)) {
      // Lists the methods of a path, for each user that web.xml lets in.
      return;
    }
    Endpoint endpoint = Endpoint.of(request, resource);
    SecurityContext security = request.getSecurityContext();
    if (!endpoint.isPublic() && endpoint.roles().stream().noneMatch(security::isUserInRole)) {
      throw Problem.forbidden(
          endpoint.roles().isEmpty()
              ? "no role may do this"
              : "this needs the role " + String.join(" or ", endpoint.roles()));
    }
  }
}
