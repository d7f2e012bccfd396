package com.couponcommerce.workers.testkit.server;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The application servers that the WARs are made for, and where the build puts what they need. */
public enum ServerKind {
  PAYARA("Payara", "payara6", "coupon-workers.war"),
  WILDFLY("WildFly", "wildfly", "coupon-workers-wildfly.war");

  private final String title;
  private final Path installation;
  private final Path war;

  ServerKind(String title, String directory, String war) {
    this.title = title;
    this.installation = Path.of("target", directory);
    this.war = Path.of("target", war);
  }

  /**
   * The server of that name.
   *
   * @throws IllegalArgumentException where there is none, naming those that there are
   */
  public static ServerKind of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.id().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("server is '" + name + "'; allowed: " + ids()));
  }

  private static String ids() {
    return Arrays.stream(values()).map(ServerKind::id).collect(Collectors.joining(", "));
  }

  /** As in {@code -Dserver=…}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Unpacked by the build; nothing in it is changed, servers get directories of their own. */
  public Path installation() {
    return installation;
  }

  /** The WAR as the build packs it for this server. */
  public Path war() {
    return war;
  }

  ServerHome prepare(ServerSetup setup) {
    return switch (this) {
      case PAYARA -> PayaraDomain.prepare(setup);
      case WILDFLY -> WildFlyHome.prepare(setup);
    };
  }

  @Override
  public String toString() {
    return title;
  }
}
