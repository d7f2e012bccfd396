package com.couponcommerce.workers.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests like a page of the console, from a loopback address of its own, so that its failed
 * logins limit no other test. It sends paths as they are, without resolving them.
 */
final class Page {
  private static final AtomicInteger LAST = new AtomicInteger(1);

  private final InetAddress address = address(LAST.incrementAndGet());
  private @Nullable String cookie;

  /** An answer; the names of the headers are in lower case. */
  record Answer(int status, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join("\n", headers.getOrDefault(name, List.of()));
    }
  }

  private static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(
          new byte[] {127, 0, (byte) (1 + number / 250), (byte) (1 + number % 250)});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the address that the requests come from. */
  String address() {
    return address.getHostAddress();
  }

  /** Returns the cookie as name and value; null before a login. */
  @Nullable String cookie() {
    return cookie;
  }

  /** Sends this cookie from now on; none if it is null. */
  Page with(@Nullable String other) {
    cookie = other;
    return this;
  }

  Answer get(String path, String... headers) throws IOException {
    return send("GET", path, "", headers);
  }

  /** Sends a login, and from now on the cookie of its answer. */
  Answer logIn(String user, String password) throws IOException {
    return post("{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
  }

  Answer post(String login, String... headers) throws IOException {
    String[] all = headers.length > 0 ? headers : new String[] {"Content-Type: application/json"};
    Answer answer = send("POST", "/api/v1/session", login, all);
    if (answer.status() == 200) {
      cookie = answer.header("set-cookie").replaceFirst(";(?s).*", "");
    }
    return answer;
  }

  /** Ends the session, and still sends its cookie. */
  Answer logOut() throws IOException {
    return send("DELETE", "/api/v1/session", "", "Sec-Fetch-Site: same-origin");
  }

  Answer send(String method, String path, String body, String... headers) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    // An answer of HTTP 1.0 is not chunked.
    String head =
        Stream.of(
                Stream.of(method + " " + path + " HTTP/1.0", "Host: localhost"),
                Stream.of(headers),
                cookie == null ? Stream.<String>of() : Stream.of("Cookie: " + cookie),
                method.equals("POST")
                    ? Stream.of("Content-Length: " + content.length)
                    : Stream.<String>of(),
                Stream.of("", ""))
            .flatMap(lines -> lines)
            .reduce((one, other) -> one + "\r\n" + other)
            .orElseThrow();
    URI server = Servers.running().server().url("/");
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(address, 0));
      socket.setSoTimeout(30_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(content);
      return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Answer answer(String text) {
    int end = text.indexOf("\r\n\r\n");
    Map<String, List<String>> headers = new TreeMap<>();
    text.substring(0, end)
        .lines()
        .skip(1)
        .map(line -> line.split(": ?", 2))
        .forEach(
            header ->
                headers.merge(
                    header[0].toLowerCase(Locale.ROOT),
                    List.of(header[1]),
                    (one, other) -> Stream.concat(one.stream(), other.stream()).toList()));
    return new Answer(Integer.parseInt(text.substring(9, 12)), headers, text.substring(end + 4));
  }
}
