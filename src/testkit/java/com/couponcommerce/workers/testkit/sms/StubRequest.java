package com.couponcommerce.workers.testkit.sms;

import com.couponcommerce.workers.testkit.FormFields;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request to the stub.
 *
 * @param number position among the requests to the stub, from 1
 * @param port the client's port, which is another for each connection
 * @param headers the first value of each, by its name in lower case
 * @param form the body's fields
 */
public record StubRequest(
    int number,
    int port,
    String method,
    String path,
    Map<String, String> headers,
    String body,
    Map<String, String> form) {

  static StubRequest of(HttpExchange exchange, int number) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(
                Collectors.toMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    header -> List.copyOf(header.getValue()).get(0)));
    return new StubRequest(
        number,
        exchange.getRemoteAddress().getPort(),
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        headers,
        body,
        form(headers, body));
  }

  private static Map<String, String> form(Map<String, String> headers, String body) {
    return headers.getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded")
        ? FormFields.parse(body)
        : Map.of();
  }

  /** Returns whether the request sends an SMS; one that reads the account is a GET. */
  public boolean isPost() {
    return method.equals("POST");
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Returns a field of the form; empty if it is missing. */
  public String field(String name) {
    return form.getOrDefault(name, "");
  }
}
