package com.couponcommerce.workers.api.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Protects a logged-in user against pages of other sites, since a browser adds the login that it
 * knows to requests of any page. Applies to each method that changes something, and to reads that
 * operators alone may do: a page of another site could not see the answer, but the audit would name
 * the operator, and an export is work. The login is among them, or a page of another site could
 * have a user work under a name that is not theirs. Webhooks come from no browser.
 *
 * <ul>
 *   <li>A request of a page must come from a page of this server. Browsers name the origin in
 *       Sec-Fetch-Site (Fetch Metadata), older ones in Origin (RFC 6454). A client that sends
 *       neither is no browser.
 *   <li>The body of a change must be JSON. A form of another site can send text and form data
 *       without asking this server, but no JSON. The type of JSON that a method takes is in its
 *       {@code @Consumes}.
 * </ul>
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 100)
public class BrowserGuard implements ContainerRequestFilter {
  /** The value "none" means a typed address or a bookmark. */
  private static final List<String> OWN_SITE = List.of("same-origin", "none");

  private static final List<String> OPERATOR_ONLY = List.of(Roles.OPERATOR);

  private static final Pattern ORIGIN = Pattern.compile("(https?)://([A-Za-z0-9.:\\[\\]-]+)");
  private static final Set<String> JSON =
      Set.of("application/json", "application/x-ndjson", "application/merge-patch+json");

  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Endpoint endpoint = Endpoint.of(request, resource);
    if (endpoint.isWebhook() || (endpoint.isSafe() && !endpoint.roles().equals(OPERATOR_ONLY))) {
      return;
    }
    checkOrigin(request);
    if (!endpoint.isSafe() && !endpoint.method().equals(HttpMethod.DELETE)) {
      // A DELETE may have no body of any type, see BodyLimitFilter.
      checkType(request);
    }
  }

  private static void checkOrigin(ContainerRequestContext request) {
    String site = request.getHeaderString("Sec-Fetch-Site");
    String origin = request.getHeaderString("Origin");
    if (site != null) {
      refuseUnless(OWN_SITE.contains(site), "Sec-Fetch-Site", site);
    } else if (origin != null) {
      String host = request.getHeaderString(HttpHeaders.HOST);
      refuseUnless(isSame(origin, host), "Origin", origin);
    }
  }

  /**
   * Returns whether both name the same host and port. The scheme is not compared: behind a proxy
   * that ends TLS this server does not know it.
   */
  static boolean isSame(String origin, @Nullable String host) {
    Matcher parts = ORIGIN.matcher(origin);
    if (host == null || !parts.matches()) {
      return false;
    }
    String defaultPort = parts.group(1).equals("https") ? ":443" : ":80";
    return without(defaultPort, parts.group(2)).equals(without(defaultPort, host));
  }

  private static String without(String defaultPort, String authority) {
    String lower = authority.toLowerCase(Locale.ROOT);
    return lower.endsWith(defaultPort)
        ? lower.substring(0, lower.length() - defaultPort.length())
        : lower;
  }

  private static void refuseUnless(boolean allowed, String header, String value) {
    if (!allowed) {
      throw Problem.forbidden(
          "the request comes from a page of another site (%s: %.100s); only pages of this server are allowed"
              .formatted(header, value));
    }
  }

  private static void checkType(ContainerRequestContext request) {
    Optional<MediaType> type = Optional.ofNullable(request.getMediaType());
    String name = type.map(given -> given.getType() + "/" + given.getSubtype()).orElse("missing");
    if (!JSON.contains(name) && (type.isPresent() || hasBody(request))) {
      throw Problem.unsupportedType(
          "Content-Type is %.100s; allowed: application/json, application/x-ndjson or application/merge-patch+json, see docs/api.md for each request"
              .formatted(name));
    }
  }

  private static boolean hasBody(ContainerRequestContext request) {
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return (length != null && !length.equals("0"))
        || request.getHeaderString("Transfer-Encoding") != null;
  }
}
