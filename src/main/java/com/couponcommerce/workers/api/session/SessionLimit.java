package com.couponcommerce.workers.api.session;

import com.couponcommerce.workers.api.http.ConsoleFiles;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Ends each session twelve hours after its login: a page that polls would keep it alive for ever.
 * An idle session ends earlier, by the session-timeout of web.xml, which also puts this filter in
 * front of what has a login.
 */
public final class SessionLimit extends HttpFilter {
  static final Duration LONGEST = Duration.ofHours(12);

  /** Path of the login, which needs none. */
  private static final String LOGIN = "/api/v1/session";

  @Inject private transient InstantSource clock;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isIn(request) || isOpen(request)) {
      chain.doFilter(request, response);
    } else {
      // The error page takes the challenge away again where a page asks.
      response.setHeader("WWW-Authenticate", "Basic realm=\"CouponWorkers\"");
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }
  }

  private static boolean isOpen(HttpServletRequest request) {
    return ConsoleFiles.isFileOf(request)
        || request.getRequestURI().equals(request.getContextPath() + LOGIN);
  }

  /** Returns true if the request may use the session that it names, or names none. */
  private boolean isIn(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return true;
    }
    if (isOver(session, clock.instant())) {
      new WebSession(request).end();
      return false;
    }
    // Payara takes the id from a URL in spite of web.xml, and URLs are in logs and histories.
    return !request.isRequestedSessionIdFromURL();
  }

  static Instant endOf(HttpSession session) {
    return Instant.ofEpochMilli(session.getCreationTime()).plus(LONGEST);
  }

  static boolean isOver(HttpSession session, Instant now) {
    try {
      return !now.isBefore(endOf(session));
    } catch (IllegalStateException e) {
      // Another request of the same browser has just ended it.
      return true;
    }
  }
}
