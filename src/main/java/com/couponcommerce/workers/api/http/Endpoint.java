package com.couponcommerce.workers.api.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method of a resource, as the filters see it.
 *
 * @param path template below /api/v1, such as {@code /queues/{channel}/pause}; without the values
 *     of the request, which may name a recipient
 * @param roles that may call it; none: no caller may
 * @param maxBytes limit of the body
 */
public record Endpoint(String method, String path, List<String> roles, long maxBytes) {
  private static final String PROPERTY = Endpoint.class.getName();
  private static final Set<String> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  public Endpoint {
    roles = List.copyOf(roles);
  }

  /** Returns the endpoint of a request. The first filter of a request computes it for all. */
  public static Endpoint of(ContainerRequestContext request, ResourceInfo resource) {
    return of(request)
        .orElseGet(
            () -> {
              Endpoint endpoint = of(request.getMethod(), resource);
              request.setProperty(PROPERTY, endpoint);
              return endpoint;
            });
  }

  /** Returns the endpoint that a filter has computed; empty if the request reached no resource. */
  public static Optional<Endpoint> of(ContainerRequestContext request) {
    return request.getProperty(PROPERTY) instanceof Endpoint known
        ? Optional.of(known)
        : Optional.empty();
  }

  static Endpoint of(String method, ResourceInfo resource) {
    Method java = resource.getResourceMethod();
    if (java == null) {
      // Jakarta REST itself answers, for example OPTIONS.
      return new Endpoint(method, "", List.of(), BodyLimit.DEFAULT);
    }
    AllowedTo allowed = java.getAnnotation(AllowedTo.class);
    BodyLimit limit = java.getAnnotation(BodyLimit.class);
    return new Endpoint(
        method,
        path(java.getDeclaringClass().getAnnotation(Path.class))
            + path(java.getAnnotation(Path.class)),
        allowed == null ? List.of() : List.of(allowed.value()),
        limit == null ? BodyLimit.DEFAULT : limit.value());
  }

  private static String path(@Nullable Path path) {
    if (path == null || path.value().equals("/") || path.value().isEmpty()) {
      return "";
    }
    // {id: .+} becomes {id}; a pattern may have braces itself.
    String plain = path.value().replaceAll("\\{(\\w+) *:(?:[^{}]|\\{[^{}]*\\})*\\}", "{$1}");
    return plain.startsWith("/") ? plain : "/" + plain;
  }

  /** Returns true if a request changes nothing. */
  public boolean isSafe() {
    return SAFE.contains(method);
  }

  /** Returns true for calls of a provider, which signs its requests. */
  boolean isWebhook() {
    return path.startsWith("/webhooks/");
  }

  /** Returns true if no login is needed, so that a browser sends none unasked. */
  public boolean isPublic() {
    return roles.contains(Roles.PUBLIC);
  }
}
