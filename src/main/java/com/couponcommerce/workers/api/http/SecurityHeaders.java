package com.couponcommerce.workers.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells browsers to store no answer but the console's files, which they ask for again each time, to
 * trust its content type, to show it in no frame, and to load nothing from other sites into it.
 * There is no CORS header: no other site may read an answer. web.xml maps it in front of all other
 * filters.
 */
public final class SecurityHeaders extends HttpFilter {
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** Lets a script make markup only through lit-html, which escapes what it puts into it. */
  private static final String TRUSTED_TYPES =
      "; require-trusted-types-for 'script'; trusted-types lit-html";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean isFile = ConsoleFiles.isFileOf(request);
    response.setHeader("Cache-Control", isFile ? "no-cache" : "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", isFile ? POLICY + TRUSTED_TYPES : POLICY);
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    chain.doFilter(request, response);
  }
}
