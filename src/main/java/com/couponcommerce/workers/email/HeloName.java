package com.couponcommerce.workers.email;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the name for EHLO. RFC 5321 section 4.1.1.1 asks for a fully qualified name, or for an
 * address literal where the host has none; servers refuse others, such as a container's.
 */
final class HeloName {
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern QUALIFIED =
      Pattern.compile("(?=.*[A-Za-z])" + LABEL + "(?:\\." + LABEL + ")+");
  private static final int SMTP_PORT = 25;

  private HeloName() {}

  /** Returns the host's name if it is a qualified one, else the literal of its address. */
  static String of(String mailHost) {
    return ofHost().orElseGet(() -> literal(ownAddress(mailHost)));
  }

  private static Optional<String> ofHost() {
    try {
      InetAddress host = InetAddress.getLocalHost();
      return Optional.of(host.getHostName())
          .filter(HeloName::isUsable)
          .or(() -> Optional.of(host.getCanonicalHostName()).filter(HeloName::isUsable));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Returns true for a qualified name that other hosts may know. */
  static boolean isUsable(String name) {
    return QUALIFIED.matcher(name).matches()
        && !name.toLowerCase(Locale.ROOT).startsWith("localhost.");
  }

  /** Returns the address from which this host would send to the server; sends nothing. */
  private static InetAddress ownAddress(String mailHost) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(mailHost), SMTP_PORT));
      return socket.getLocalAddress();
    } catch (IOException | UncheckedIOException e) {
      return InetAddress.getLoopbackAddress();
    }
  }

  /** Returns the address literal of RFC 5321 section 4.1.3. */
  static String literal(InetAddress address) {
    if (address instanceof Inet6Address) {
      String text = address.getHostAddress();
      int zone = text.indexOf('%');
      return "[IPv6:" + (zone < 0 ? text : text.substring(0, zone)) + "]";
    }
    return "[" + address.getHostAddress() + "]";
  }
}
