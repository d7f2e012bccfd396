package com.couponcommerce.workers.api.http;

import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/**
 * Shows the caller's name and roles, so that an administrator can check a user with curl. The
 * server answers 401 without a login and 403 to a user without any of the roles.
 */
@Path("/whoami")
@Singleton
public class WhoAmIResource {
  /** Answers for example {@code {"name":"anna","roles":["viewer"]}}. */
  @GET
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR, Roles.PRODUCER})
  public Response whoAmI(@Context SecurityContext security) {
    JsonArrayBuilder roles = Json.createArrayBuilder();
    Roles.ALL.stream().filter(security::isUserInRole).forEach(roles::add);
    return Answers.ok(
        Json.createObjectBuilder()
            .add("name", security.getUserPrincipal().getName())
            .add("roles", roles));
  }
}
