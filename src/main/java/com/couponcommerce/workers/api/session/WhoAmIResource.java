package com.couponcommerce.workers.api.session;

import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Roles;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/**
 * Shows the caller's name and roles, so that an administrator can check a user with curl, and the
 * build that answers. The server answers 401 without a login and 403 to a user without any of the
 * roles.
 */
@Path("/whoami")
@Singleton
public class WhoAmIResource {
  @Inject private Identity identity;

  /** Answers as {@link Identity} tells. */
  @GET
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR, Roles.PRODUCER})
  public Response whoAmI(@Context HttpServletRequest request) {
    return Answers.ok(identity.json(request));
  }
}
