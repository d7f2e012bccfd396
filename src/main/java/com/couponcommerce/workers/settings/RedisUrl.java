package com.couponcommerce.workers.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code redis://} or {@code rediss://} URL; user and password may be percent-encoded. */
record RedisUrl(
    String host,
    int port,
    boolean tls,
    Optional<String> user,
    Optional<Secret> password,
    int database) {

  /** Stands for a URL that is reported as a mistake. */
  static final RedisUrl NOWHERE =
      new RedisUrl("nowhere.invalid", 6379, false, Optional.empty(), Optional.empty(), 0);

  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>rediss?)://((?<user>[^:@/]*)(:(?<password>[^@/]*))?@)?"
              + "(?<host>\\[[0-9a-fA-F:.%]+\\]|[^:@/?#\\s\\[\\]]+)(:(?<port>[0-9]{1,5}))?(/(?<database>[0-9]{0,5}))?");

  static Optional<RedisUrl> parse(String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      return Optional.empty();
    }
    int port = part(url, "port").map(Integer::parseInt).orElse(6379);
    if (port < 1 || port > 65_535) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RedisUrl(
              url.group("host").replaceAll("[\\[\\]]", ""),
              port,
              "rediss".equals(url.group("scheme")),
              part(url, "user").map(RedisUrl::decode),
              part(url, "password").map(RedisUrl::decode).map(Secret::new),
              part(url, "database").map(Integer::parseInt).orElse(0)));
    } catch (IllegalArgumentException badPercentEncoding) {
      return Optional.empty();
    }
  }

  /**
   * The text with everything between the scheme and the last @ hidden, however wrong the rest of it
   * is.
   */
  static String withoutPassword(String text) {
    int end = text.lastIndexOf('@');
    if (end < 0) {
      return text;
    }
    int scheme = text.indexOf("://");
    String start = scheme >= 0 && scheme < end ? text.substring(0, scheme + 3) : "";
    return start + "***" + text.substring(end);
  }

  private static Optional<String> part(Matcher url, String name) {
    return Optional.ofNullable(url.group(name)).filter(part -> !part.isEmpty());
  }

  /** URLDecoder means forms, where + is a space; in a URL it is a plus. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
