package com.couponcommerce.workers.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parsed REDIS_URL. User and password may be percent-encoded. The form for sentinels is the one of
 * the Lettuce client.
 *
 * @param nodes one server, the sentinels, or some servers of the cluster; never empty
 * @param tls whether connections to servers and sentinels use TLS
 * @param database number of the database; 0 in a cluster
 * @param master name under which the sentinels know the servers; empty without sentinels
 */
public record RedisUrl(
    RedisLayout layout,
    List<RedisNode> nodes,
    boolean tls,
    Optional<String> user,
    Optional<Secret> password,
    int database,
    Optional<String> master) {

  /** Placeholder for a URL that is reported as a mistake. */
  static final RedisUrl NOWHERE =
      new RedisUrl(
          RedisLayout.SINGLE,
          List.of(new RedisNode("nowhere.invalid", 6379)),
          false,
          Optional.empty(),
          Optional.empty(),
          0,
          Optional.empty());

  private static final String HOST =
      "(?:\\[[0-9a-fA-F:.%]+\\]|[^:@/?#,\\s\\[\\]]+)(?::[0-9]{1,5})?";

  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[a-z-]+)://((?<user>[^:@/]*)(:(?<password>[^@/]*))?@)?(?<hosts>%s(?:,%s)*)"
                  .formatted(HOST, HOST)
              + "(/(?<database>[0-9]{0,5}))?(#(?<master>[^\\s#]+))?");

  public RedisUrl {
    nodes = List.copyOf(nodes);
  }

  /** Returns an empty result for malformed text; the parts of a URL may still contradict. */
  static Optional<RedisUrl> parse(String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      return Optional.empty();
    }
    String scheme = url.group("scheme");
    boolean tls = scheme.startsWith("rediss");
    try {
      return Arrays.stream(RedisLayout.values())
          .filter(layout -> layout.scheme(tls).equals(scheme))
          .findFirst()
          .map(
              layout ->
                  new RedisUrl(
                      layout,
                      nodes(url.group("hosts"), layout.defaultPort()),
                      tls,
                      part(url, "user").map(RedisUrl::decode),
                      part(url, "password").map(RedisUrl::decode).map(Secret::new),
                      part(url, "database").map(Integer::parseInt).orElse(0),
                      part(url, "master")));
    } catch (IllegalArgumentException badEncodingOrPort) {
      return Optional.empty();
    }
  }

  /** Returns the address of Redis without credentials. */
  public String address() {
    return layout.scheme(tls)
        + "://"
        + nodes.stream().map(RedisNode::toString).collect(Collectors.joining(","))
        + "/"
        + database
        + master.map(name -> "#" + name).orElse("");
  }

  /** Hides everything between the scheme and the last @, however malformed the rest is. */
  static String withoutPassword(String text) {
    int end = text.lastIndexOf('@');
    if (end < 0) {
      return text;
    }
    int scheme = text.indexOf("://");
    String start = scheme >= 0 && scheme < end ? text.substring(0, scheme + 3) : "";
    return start + "***" + text.substring(end);
  }

  private static List<RedisNode> nodes(String hosts, int defaultPort) {
    List<RedisNode> nodes = new ArrayList<>();
    for (String host : hosts.split(",", -1)) {
      int colon = host.lastIndexOf(':');
      boolean hasPort = colon > host.lastIndexOf(']');
      int port = hasPort ? Integer.parseInt(host.substring(colon + 1)) : defaultPort;
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("invalid port: " + port);
      }
      String name = hasPort ? host.substring(0, colon) : host;
      nodes.add(new RedisNode(name.replaceAll("[\\[\\]]", ""), port));
    }
    return nodes;
  }

  private static Optional<String> part(Matcher url, String name) {
    return Optional.ofNullable(url.group(name)).filter(part -> !part.isEmpty());
  }

  /** Decodes a part of the URL; URLDecoder decodes forms, in which + is a space. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
