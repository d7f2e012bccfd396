package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.smtp.Extensions;
import jakarta.mail.Transport;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Reads properties of the mail implementation's transport by reflection. Its class cannot be
 * linked: WildFly does not expose it to a deployment, and a copy inside the WAR would be another
 * class than that of the server's session.
 */
final class AngusReflection {
  private AngusReflection() {}

  /** Returns the server's last reply, lines separated by LF; empty if there was none. */
  static String lastReply(Transport transport) {
    return call(transport, "getLastServerResponse").map(String::valueOf).orElse("");
  }

  /** Returns false only if the server surely has no AUTH, not even in the old "AUTH=LOGIN" form. */
  static boolean offersAuthentication(Transport transport) {
    return supports(transport, "AUTH").orElse(true)
        || supports(transport, "AUTH=LOGIN").orElse(true);
  }

  /** Returns the extensions that the server offers; none if the transport does not tell. */
  static Extensions extensions(Transport transport) {
    return new Extensions(
        offers(transport, "PIPELINING"),
        offers(transport, "SIZE") ? maxSize(transport) : -1,
        offers(transport, "8BITMIME"),
        offers(transport, "SMTPUTF8"),
        offers(transport, "DSN"),
        offersAuthentication(transport));
  }

  private static long maxSize(Transport transport) {
    String size =
        call(transport, "getExtensionParameter", "SIZE").map(String::valueOf).orElse("").strip();
    return size.matches("[0-9]{1,18}") ? Long.parseLong(size) : 0;
  }

  private static boolean offers(Transport transport, String extension) {
    return supports(transport, extension).orElse(false);
  }

  /** Returns true if the server offers the extension; empty if the transport does not tell. */
  static Optional<Boolean> supports(Transport transport, String extension) {
    return call(transport, "supportsExtension", extension).map(Boolean.TRUE::equals);
  }

  private static Optional<Object> call(Object target, String method, Object... arguments) {
    Class<?>[] types = new Class<?>[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = arguments[i].getClass();
    }
    try {
      return Optional.ofNullable(
          target.getClass().getMethod(method, types).invoke(target, arguments));
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return Optional.empty();
    }
  }
}
