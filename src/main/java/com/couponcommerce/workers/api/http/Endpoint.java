package com.couponcommerce.workers.api.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method of a resource, as the filters see it.
 *
 * @param path its template below /api/v1, such as {@code /queues/{channel}/pause}: without what a
 *     caller put in, which may be a recipient
 * @param roles who may call it; none: nobody
 * @param mostBytes of a body
 */
public record Endpoint(String method, String path, List<String> roles, long mostBytes) {
  private static final Set<String> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  public Endpoint {
    roles = List.copyOf(roles);
  }

  /**
   * The one that a request has come to.
   *
   * @param method of the request
   */
  public static Endpoint of(String method, ResourceInfo resource) {
    Method java = resource.getResourceMethod();
    if (java == null) {
      // Jakarta REST itself answers, as to OPTIONS.
      return new Endpoint(method, "", List.of(), BodyLimit.USUAL);
    }
    AllowedTo allowed = java.getAnnotation(AllowedTo.class);
    BodyLimit limit = java.getAnnotation(BodyLimit.class);
    return new Endpoint(
        method,
        path(java.getDeclaringClass().getAnnotation(Path.class))
            + path(java.getAnnotation(Path.class)),
        allowed == null ? List.of() : List.of(allowed.value()),
        limit == null ? BodyLimit.USUAL : limit.value());
  }

  private static String path(@Nullable Path path) {
    if (path == null || path.value().equals("/") || path.value().isEmpty()) {
      return "";
    }
    // {id: .+} is {id}; a pattern may have braces of its own.
    String plain = path.value().replaceAll("\\{(\\w+) *:(?:[^{}]|\\{[^{}]*\\})*\\}", "{$1}");
    return plain.startsWith("/") ? plain : "/" + plain;
  }

  /** True where a request changes nothing. */
  public boolean isSafe() {
    return SAFE.contains(method);
  }

  /** True where a provider calls, which signs what it sends. */
  boolean isWebhook() {
    return path.startsWith("/webhooks/");
  }

  /** True where no login is asked for, so that no browser sends one unasked. */
  public boolean isPublic() {
    return roles.contains(Roles.EVERYBODY);
  }
}
