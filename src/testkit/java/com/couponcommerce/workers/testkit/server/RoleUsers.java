package com.couponcommerce.workers.testkit.server;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * A user for each role, of the same name, all with one generated password, so that no known
 * password exists anywhere.
 *
 * @param password letters, digits, "-" and "_"
 */
public record RoleUsers(String password) {
  public static final String VIEWER = "viewer";
  public static final String OPERATOR = "operator";
  public static final String PRODUCER = "producer";

  /** The names of the roles, and of their users. */
  public static final List<String> NAMES = List.of(VIEWER, OPERATOR, PRODUCER);

  private static final int PASSWORD_BYTES = 15;

  /** Creates the users in the realm of a running server that was configured with settings. */
  public static RoleUsers createOn(ApplicationServer server) {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().encodeToString(random);
    NAMES.forEach(name -> server.createUser(name, password, name));
    return new RoleUsers(password);
  }

  /** Returns the value of the header Authorization for a user's login. */
  public String basic(String user) {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }
}
