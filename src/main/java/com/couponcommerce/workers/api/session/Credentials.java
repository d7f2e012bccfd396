package com.couponcommerce.workers.api.session;

import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.settings.Secret;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Name and password of a login.
 *
 * @param user as typed
 */
record Credentials(String user, Secret password) {
  private static final String USER = "user";
  private static final String PASSWORD = "password";
  static final int MAX_USER = 256;
  private static final int MAX_PASSWORD = 1024;

  /**
   * Reads {@code {"user":"…","password":"…"}}.
   *
   * @throws Problem 422 if the body is anything else; it shows nothing of the body
   */
  static Credentials read(byte[] body) {
    return parsed(body)
        .filter(json -> json.keySet().equals(Set.of(USER, PASSWORD)))
        .flatMap(Credentials::of)
        .orElseThrow(
            () ->
                Problem.invalid(
                    "no login was tried",
                    List.of("the body must be {\"user\":\"…\",\"password\":\"…\"}")));
  }

  private static Optional<JsonObject> parsed(byte[] body) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
      return Optional.of(reader.readObject());
    } catch (RuntimeException e) {
      // JsonException mostly; what is nested too deeply throws no subclass.
      return Optional.empty();
    }
  }

  private static Optional<Credentials> of(JsonObject json) {
    return json.get(USER) instanceof JsonString user
            && json.get(PASSWORD) instanceof JsonString password
        ? Optional.of(new Credentials(user.getString(), new Secret(password.getString())))
        : Optional.empty();
  }

  /**
   * Returns false if no realm needs to be asked. An empty password must never reach one: a
   * directory takes it for an anonymous bind, which succeeds (RFC 4513, section 5.1.2).
   */
  boolean isPossible() {
    return !user.isBlank()
        && user.length() <= MAX_USER
        && user.chars().noneMatch(Character::isISOControl)
        && !password.value().isEmpty()
        && password.value().length() <= MAX_PASSWORD
        && password.value().indexOf('\0') < 0;
  }
}
