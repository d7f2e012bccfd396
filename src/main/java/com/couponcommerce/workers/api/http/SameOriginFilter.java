package com.couponcommerce.workers.api.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a browser change something only from a page of this server: a browser adds the login that it
 * knows to whatever any page sends here. Browsers say where a request comes from in Sec-Fetch-Site
 * (Fetch Metadata), older ones in Origin (RFC 6454); who sends neither is no browser.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 100)
public class SameOriginFilter implements ContainerRequestFilter {
  /** "none" is what somebody typed, or a bookmark. */
  private static final List<String> OURS = List.of("same-origin", "none");

  private static final Pattern ORIGIN = Pattern.compile("(https?)://([A-Za-z0-9.:\\[\\]-]+)");

  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Endpoint endpoint = Endpoint.of(request.getMethod(), resource);
    if (endpoint.isSafe() || endpoint.isPublic()) {
      return;
    }
    String site = request.getHeaderString("Sec-Fetch-Site");
    String origin = request.getHeaderString("Origin");
    if (site != null) {
      refuseUnless(OURS.contains(site), "Sec-Fetch-Site", site);
    } else if (origin != null) {
      String host = request.getHeaderString(HttpHeaders.HOST);
      refuseUnless(isSame(origin, host), "Origin", origin);
    }
  }

  /**
   * Whether both name the same host and port. The scheme is not compared: a proxy that ends TLS
   * leaves this server without it.
   */
  static boolean isSame(String origin, String host) {
    Matcher parts = ORIGIN.matcher(origin);
    if (host == null || !parts.matches()) {
      return false;
    }
    String usualPort = parts.group(1).equals("https") ? ":443" : ":80";
    return without(usualPort, parts.group(2)).equals(without(usualPort, host));
  }

  private static String without(String usualPort, String authority) {
    String lower = authority.toLowerCase(Locale.ROOT);
    return lower.endsWith(usualPort)
        ? lower.substring(0, lower.length() - usualPort.length())
        : lower;
  }

  private static void refuseUnless(boolean allowed, String header, String value) {
    if (!allowed) {
      throw Problem.forbidden(
          "a page of another site asks for this (%s: %.100s); only pages of this server may"
              .formatted(header, value));
    }
  }
}
