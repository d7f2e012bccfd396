package com.couponcommerce.workers.testkit.server;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The application servers of the two WARs, and the files that the build makes for them. */
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
   * Returns the server of that name.
   *
   * @throws IllegalArgumentException if there is none; its message lists the allowed names
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

  /** Returns the name in {@code -Dserver=…}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the installation that the build unpacks. It is never changed; servers get directories
   * of their own.
   */
  public Path installation() {
    return installation;
  }

  /** Returns the WAR that the build packs for this server. */
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
