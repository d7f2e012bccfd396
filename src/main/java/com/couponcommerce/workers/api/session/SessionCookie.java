package com.couponcommerce.workers.api.session;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * Keeps browsers from adding the session's cookie to requests of other sites. Payara ignores
 * SameSite in web.xml, so the header that it has made is completed. WildFly makes its header later,
 * by undertow-handlers.conf.
 */
final class SessionCookie {
  /** The name in web.xml. */
  static final String NAME = "coupon-workers-session";

  private static final String HEADER = "Set-Cookie";
  private static final String SAME_SITE = "; SameSite=Strict";

  private SessionCookie() {}

  static void restrict(HttpServletResponse response) {
    List<String> cookies = response.getHeaders(HEADER).stream().map(SessionCookie::strict).toList();
    for (int i = 0; i < cookies.size(); i++) {
      if (i == 0) {
        response.setHeader(HEADER, cookies.get(i));
      } else {
        response.addHeader(HEADER, cookies.get(i));
      }
    }
  }

  static String strict(String cookie) {
    return cookie.startsWith(NAME + "=") && !cookie.contains("SameSite")
        ? cookie + SAME_SITE
        : cookie;
  }
}
