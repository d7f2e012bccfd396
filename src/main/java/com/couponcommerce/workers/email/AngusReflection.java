package com.couponcommerce.workers.email;

import jakarta.mail.Transport;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Reads properties of the mail implementation's own classes by reflection. They cannot be linked:
 * WildFly does not expose them to a deployment, and a copy inside the WAR would be different
 * classes from those of the server's session.
 */
final class AngusReflection {
  private AngusReflection() {}

  /** Returns the SMTP code of an exception; empty if it is of another kind. */
  static Optional<Integer> returnCode(Throwable exception) {
    return call(exception, "getReturnCode").map(Integer.class::cast);
  }

  /** Returns the SMTP command that failed. */
  static Optional<String> command(Throwable exception) {
    return call(exception, "getCommand").map(String::valueOf);
  }

  /** Returns the recipient that the server refused. */
  static Optional<String> address(Throwable exception) {
    return call(exception, "getAddress").map(String::valueOf);
  }

  static String lastReply(Transport transport) {
    return call(transport, "getLastServerResponse").map(String::valueOf).orElse("");
  }

  /** Returns false only if the server surely has no AUTH, not even in the old "AUTH=LOGIN" form. */
  static boolean offersAuthentication(Transport transport) {
    return supports(transport, "AUTH").orElse(true)
        || supports(transport, "AUTH=LOGIN").orElse(true);
  }

  private static Optional<Boolean> supports(Transport transport, String extension) {
    try {
      Object supported =
          transport
              .getClass()
              .getMethod("supportsExtension", String.class)
              .invoke(transport, extension);
      return Optional.of(Boolean.TRUE.equals(supported));
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> call(Object target, String method) {
    try {
      return Optional.ofNullable(target.getClass().getMethod(method).invoke(target));
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return Optional.empty();
    }
  }
}
