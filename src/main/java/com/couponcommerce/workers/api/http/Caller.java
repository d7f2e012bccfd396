package com.couponcommerce.workers.api.http;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/** Who asks, and from where. */
@RequestScoped
public class Caller {
  private static final String RECORDED = Caller.class.getName() + ".recorded";

  @Inject private HttpServletRequest request;

  /** The name in the server's realm. */
  public String name() {
    Principal user = request.getUserPrincipal();
    return user == null ? "nobody" : user.getName();
  }

  /**
   * The address that the request came from; behind a proxy the proxy's, unless the server is told
   * to trust what it forwards.
   */
  public String address() {
    return request.getRemoteAddr();
  }

  /** Remembers that what this request changes stands in the audit. */
  public void setRecorded() {
    request.setAttribute(RECORDED, true);
  }

  /** True where {@link #setRecorded} was called. */
  public boolean isRecorded() {
    return request.getAttribute(RECORDED) != null;
  }

  /** True where the caller may see recipients whole. */
  public boolean isOperator() {
    return request.isUserInRole(Roles.OPERATOR);
  }
}
