package com.couponcommerce.workers.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.net.MalformedURLException;

/**
 * Answers for the paths beside the API, which can only be read: 404 where there is nothing, and 405
 * with Allow for a method that changes something. Left to themselves the servers answer a PUT with
 * 403 as if a role were missing, a PATCH with 501, a TRACE with the request, login included, and
 * name methods as allowed that are not. web.xml maps it behind {@link SecurityHeaders}.
 */
public final class ReadOnlyPaths extends HttpFilter {
  private static final String ALLOWED = "GET, HEAD, OPTIONS";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (answersItself(request.getHttpServletMapping())) {
      chain.doFilter(request, response);
    } else if (!isThere(request)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      read(request, response, chain);
    }
  }

  /** Returns true for the API and the error page, which answer each method. */
  private static boolean answersItself(HttpServletMapping mapping) {
    return mapping.getPattern().equals(RestApplication.PATH + "/*")
        || mapping.getServletName().equals(ErrorPage.class.getName());
  }

  /** Returns true if a servlet other than the server's default one, or a file, has the path. */
  private boolean isThere(HttpServletRequest request) throws MalformedURLException {
    MappingMatch match = request.getHttpServletMapping().getMappingMatch();
    if (match == MappingMatch.EXACT
        || match == MappingMatch.PATH
        || match == MappingMatch.EXTENSION) {
      return true;
    }
    String path = request.getServletPath();
    return getServletContext().getResource(path.endsWith("/") ? path + "index.html" : path) != null;
  }

  private static void read(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    switch (request.getMethod()) {
      case "GET", "HEAD" -> chain.doFilter(request, response);
      case "OPTIONS" -> response.setHeader("Allow", ALLOWED);
      default -> {
        response.setHeader("Allow", ALLOWED);
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      }
    }
  }
}
