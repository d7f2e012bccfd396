package com.couponcommerce.workers.api;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * Lets through whom the method's {@link AllowedTo} names. That somebody is logged in, web.xml sees
 * to.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class RoleFilter implements ContainerRequestFilter {
  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    AllowedTo allowed = resource.getResourceMethod().getAnnotation(AllowedTo.class);
    List<String> roles = allowed == null ? List.of() : List.of(allowed.value());
    SecurityContext security = request.getSecurityContext();
    if (!roles.contains(Roles.EVERYBODY) && roles.stream().noneMatch(security::isUserInRole)) {
      throw new Problem(403, "Forbidden", "needs the role " + String.join(" or ", roles))
          .exception();
    }
  }
}
