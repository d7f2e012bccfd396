package com.couponcommerce.workers.api.session;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/** The session of a request, by the login of Servlet, which asks the server's realm. */
final class WebSession {
  private final HttpServletRequest request;

  WebSession(HttpServletRequest request) {
    this.request = request;
  }

  /**
   * Ends the session that there is, if any, and begins one for the user. Its id is one that no page
   * or person can have known before.
   *
   * @return false if the realm refuses; there is no session then
   */
  boolean begin(Credentials credentials) {
    // Both servers refuse a second login.
    end();
    // Payara keeps the user only in a session that there is before the login.
    request.getSession(true);
    try {
      request.login(credentials.user(), credentials.password().value());
      request.changeSessionId();
      return true;
    } catch (ServletException e) {
      // The message tells causes apart; no answer and no log line may.
      invalidate();
      return false;
    }
  }

  /** Ends the session; does nothing if there is none. */
  void end() {
    try {
      request.logout();
    } catch (ServletException | IllegalStateException e) {
      // Another request of the same browser has just ended it, or what follows ends it.
    }
    invalidate();
  }

  private void invalidate() {
    HttpSession session = request.getSession(false);
    if (session != null) {
      try {
        session.invalidate();
      } catch (IllegalStateException e) {
        // Another request of the same browser has just ended it.
        return;
      }
    }
  }
}
