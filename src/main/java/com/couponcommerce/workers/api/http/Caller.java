package com.couponcommerce.workers.api.http;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/** The user that sent the request, and the address it came from. */
@RequestScoped
public class Caller {
  private static final String RECORDED = Caller.class.getName() + ".recorded";

  @Inject private HttpServletRequest request;

  /** Returns the name in the server's realm. */
  public String name() {
    Principal user = request.getUserPrincipal();
    return user == null ? "anonymous" : user.getName();
  }

  /**
   * Returns the address that the request came from. Behind a proxy this is the proxy's, unless the
   * server is configured to trust forwarded addresses.
   */
  public String address() {
    return request.getRemoteAddr();
  }

  /** Marks the change of this request as recorded in the audit. */
  public void setRecorded() {
    request.setAttribute(RECORDED, true);
  }

  /** Returns true after {@link #setRecorded}. */
  public boolean isRecorded() {
    return request.getAttribute(RECORDED) != null;
  }

  /** Returns true if the caller may see recipients unmasked. */
  public boolean isOperator() {
    return request.isUserInRole(Roles.OPERATOR);
  }
}
