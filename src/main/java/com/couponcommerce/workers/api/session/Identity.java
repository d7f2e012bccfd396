package com.couponcommerce.workers.api.session;

import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.api.http.Roles;
import com.couponcommerce.workers.settings.ApiSettings;
import com.couponcommerce.workers.worker.Build;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells who the caller is, for how long, and which instance answers. */
@Singleton
public class Identity {
  @Inject private ApiSettings settings;

  /**
   * Returns for example {@code {"name":"anna","roles":["viewer"],"version":"1.0.0",
   * "revision":"1a2b3c4","label":"production","server":"payara",
   * "session":{"idleSeconds":1800,"endsAt":"2026-11-29T20:00:00Z"}}}; without a session if the
   * request has a login of its own.
   */
  JsonObjectBuilder json(HttpServletRequest request) {
    JsonArrayBuilder roles = Json.createArrayBuilder();
    roles(request).forEach(roles::add);
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", request.getUserPrincipal().getName())
            .add("roles", roles)
            .add("version", Build.THIS.version())
            .add("revision", Build.THIS.revision())
            .add("label", settings.label())
            .add("server", server(request.getServletContext().getServerInfo()));
    Optional.ofNullable(request.getSession(false))
        .ifPresent(session -> json.add("session", json(session)));
    return json;
  }

  private static JsonObjectBuilder json(HttpSession session) {
    try {
      return Json.createObjectBuilder()
          .add("idleSeconds", session.getMaxInactiveInterval())
          .add("endsAt", SessionLimit.endOf(session).toString());
    } catch (IllegalStateException e) {
      throw Problem.unauthorized("another request of this session has just ended it");
    }
  }

  /** Returns the roles of the user. */
  static List<String> roles(HttpServletRequest request) {
    return Roles.ALL.stream().filter(request::isUserInRole).toList();
  }

  /**
   * Returns the kind of the server.
   *
   * @param info what the server says of itself, such as {@code WildFly Full 39.0.1.Final …}; its
   *     version stays hidden
   */
  static String server(String info) {
    return info.toLowerCase(Locale.ROOT).contains("payara") ? "payara" : "wildfly";
  }
}
