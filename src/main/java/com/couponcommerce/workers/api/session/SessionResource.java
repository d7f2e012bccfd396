package com.couponcommerce.workers.api.session;

import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.http.AllowedTo;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.BodyLimit;
import com.couponcommerce.workers.api.http.Caller;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.api.session.LoginAttempts.Attempt;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;

/**
 * Logs users of the server's realm in and out by a cookie, for pages: with HTTP Basic a browser has
 * no logout and sends the password with each request. Scripts go on with HTTP Basic.
 */
@Path("/session")
@Singleton
public class SessionResource {
  /** Limit of the body, room for the longest name and password with escapes. */
  private static final long MAX_BYTES = 16_384;

  @Inject private Caller caller;
  @Inject private Audit audit;
  @Inject private LoginAttempts attempts;
  @Inject private Identity identity;

  /**
   * Shows who is logged in by a session, as GET /whoami does; 204 without one. A page learns so
   * whether it needs a login, without a refusal that its browser would report.
   */
  @GET
  @AllowedTo(Roles.PUBLIC)
  public Response session(@Context HttpServletRequest request) {
    boolean isIn = request.getSession(false) != null && request.getUserPrincipal() != null;
    return isIn ? Answers.ok(identity.json(request)) : Response.noContent().build();
  }

  /** Begins a session, in place of the one that the request has. Answers as GET /whoami does. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @AllowedTo(Roles.PUBLIC)
  @BodyLimit(MAX_BYTES)
  public Response logIn(
      @Context HttpServletRequest request, @Context HttpServletResponse response, InputStream body)
      throws IOException {
    Credentials credentials = Credentials.read(body.readAllBytes());
    Attempt attempt = attempts.begin(credentials.user(), caller.address());
    if (!attempt.delay().isZero()) {
      throw Problem.tooManyRequests(
          "too many logins with this name or from this address failed", attempt.delay());
    }
    WebSession session = new WebSession(request);
    boolean isIn = credentials.isPossible() && session.begin(credentials);
    SessionCookie.restrict(response);
    if (!isIn) {
      audit.login(credentials.user(), "refused with 401");
      throw Problem.unauthorized("the name or the password is wrong");
    }
    attempts.succeeded(attempt);
    if (Identity.roles(request).isEmpty()) {
      session.end();
      audit.login(credentials.user(), "refused with 403");
      throw Problem.forbidden("the user has none of the roles " + String.join(", ", Roles.ALL));
    }
    audit.login(credentials.user(), "done");
    return Answers.ok(identity.json(request));
  }

  /** Ends the session, if there is one. */
  @DELETE
  @AllowedTo(Roles.PUBLIC)
  public Response logOut(@Context HttpServletRequest request) {
    new WebSession(request).end();
    return Response.noContent().build();
  }

  /**
   * Sends a browser back to the console. The path needs a login, so a server with a login of its
   * own, such as OpenID Connect, asks for that first.
   */
  @GET
  @Path("/enter")
  @AllowedTo({Roles.VIEWER, Roles.OPERATOR, Roles.PRODUCER})
  public Response enter(@Context HttpServletRequest request) {
    // A relative one: behind a proxy this server does not know its own address.
    return Response.status(Status.SEE_OTHER)
        .header(HttpHeaders.LOCATION, request.getContextPath() + "/")
        .build();
  }
}
