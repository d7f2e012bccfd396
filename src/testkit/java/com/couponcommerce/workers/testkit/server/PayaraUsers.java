package com.couponcommerce.workers.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Adds users to the realm CouponWorkers of a running Payara whose administrator has no password. It
 * uses the REST interface behind asadmin, which takes milliseconds; asadmin takes a second.
 */
final class PayaraUsers {
  private static final String REALM =
      "/management/domain/configs/config/server-config/security-service/auth-realm/CouponWorkers";

  private final int adminPort;

  PayaraUsers(int adminPort) {
    this.adminPort = adminPort;
  }

  void create(String name, String password, String group) {
    Map<String, String> form =
        Map.of("id", name, "AS_ADMIN_USERPASSWORD", password, "groups", group);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + REALM + "/create-user"))
            .header("X-Requested-By", "coupon-workers")
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString(encoded(form)))
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("Payara refuses: " + response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
