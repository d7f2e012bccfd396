package com.couponcommerce.workers.api.http;

import com.couponcommerce.workers.worker.Build;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/**
 * Shows the caller's name and roles, so that an administrator can check a user with curl, and the
 * build that answers. The server answers 401 without a login and 403 to a user without any of the
 * roles.
 */
@Path("/whoami")
@Singleton
public class WhoAmIResource {
  /**
   * Answers for example {@code
   * {"name":"anna","roles":["viewer"],"version":"1.0.0","revision":"1a2b3c4"}}.
   */
  @GET
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR, Roles.PRODUCER})
  public Response whoAmI(@Context SecurityContext security) {
    JsonArrayBuilder roles = Json.createArrayBuilder();
    Roles.ALL.stream().filter(security::isUserInRole).forEach(roles::add);
    return Answers.ok(
        Json.createObjectBuilder()
            .add("name", security.getUserPrincipal().getName())
            .add("roles", roles)
            .add("version", Build.THIS.version())
            .add("revision", Build.THIS.revision()));
  }
}
