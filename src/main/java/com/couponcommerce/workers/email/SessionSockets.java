package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.smtp.OpeningThreads;
import com.couponcommerce.workers.email.smtp.PlainSockets;
import com.couponcommerce.workers.email.smtp.TlsSockets;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * The socket factories of a mail session: those that the administrator names, or those that Jakarta
 * Mail would use, each within one that tells us of its sockets. Jakarta Mail looks at most of these
 * properties only where no factory is set, so that their meaning is repeated here.
 */
final class SessionSockets {
  /** Properties whose meaning the factories have. */
  static final List<String> REPLACED =
      List.of(
          "socketFactory.class",
          "ssl.socketFactory.class",
          "ssl.trust",
          "socks.host",
          "socks.port",
          "usesocketchannels",
          "timeout",
          "writetimeout");

  private static final int SOCKS_PORT = 1080;

  private final SessionProperties properties;
  private final Optional<SocketFactory> theirs;
  private final Optional<SocketFactory> theirTls;

  SessionSockets(SessionProperties properties) {
    this.properties = properties;
    this.theirs = factory("socketFactory");
    this.theirTls = factory("ssl.socketFactory");
  }

  SocketFactory plain(OpeningThreads threads) {
    return new PlainSockets(
        threads, properties.times(), proxy(), theirs.filter(other -> !isTls(other)));
  }

  SSLSocketFactory tls(OpeningThreads threads) {
    return new TlsSockets(
        threads,
        theirTls
            .or(() -> theirs)
            .filter(SessionSockets::isTls)
            .map(SSLSocketFactory.class::cast)
            .or(
                () ->
                    properties
                        .get("ssl.trust")
                        .map(hosts -> TrustedHosts.factory(hosts, properties.host())))
            .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault()));
  }

  /**
   * Returns true if the factory for all sockets makes TLS sockets: the old way to ask for implicit
   * TLS.
   */
  boolean hasImplicitTls() {
    return theirs.filter(SessionSockets::isTls).isPresent();
  }

  private static boolean isTls(SocketFactory factory) {
    return factory instanceof SSLSocketFactory;
  }

  private Proxy proxy() {
    if (properties.get("proxy.host").isPresent()) {
      return Proxy.NO_PROXY; // Jakarta Mail asks that proxy over our socket.
    }
    return properties.get("socks.host").map(this::socks).orElse(Proxy.NO_PROXY);
  }

  private Proxy socks(String host) {
    int colon = host.indexOf(':');
    String port = colon < 0 ? "" : host.substring(colon + 1);
    String named = properties.get("socks.port").orElse(port);
    return new Proxy(
        Proxy.Type.SOCKS,
        new InetSocketAddress(
            colon < 0 ? host : host.substring(0, colon),
            named.matches("[0-9]{1,5}") ? Integer.parseInt(named) : SOCKS_PORT));
  }

  private Optional<SocketFactory> factory(String name) {
    return properties
        .object(name)
        .filter(SocketFactory.class::isInstance)
        .map(SocketFactory.class::cast)
        .or(
            () ->
                properties
                    .get(name + ".class")
                    .filter(type -> !type.isEmpty())
                    .map(type -> instance(name, type)));
  }

  private static SocketFactory instance(String name, String type) {
    try {
      return (SocketFactory) load(type).getMethod("getDefault").invoke(null);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalStateException(
          "the mail session's %s.class is %s, which is no socket factory: %s"
              .formatted(name, type, e),
          e);
    }
  }

  private static Class<?> load(String type) throws ClassNotFoundException {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(type, true, context);
    } catch (ClassNotFoundException e) {
      return Class.forName(type);
    }
  }
}
