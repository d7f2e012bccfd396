package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Deploys and undeploys through Payara's management interface. */
final class Admin {
  /**
   * Client for HTTP/1.1: Payara closes an idle connection of HTTP/2, and the client notices only
   * when it loses a request.
   */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI applications;

  Admin(int adminPort) {
    applications =
        URI.create("http://127.0.0.1:" + adminPort + "/management/domain/applications/application");
  }

  void deploy(Path war, String name) throws Exception {
    String form = "id=" + encoded(war.toAbsolutePath().toString()) + "&name=" + encoded(name);
    send(
        HttpRequest.newBuilder(applications)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  void undeploy(String name) throws Exception {
    send(HttpRequest.newBuilder(URI.create(applications + "/" + name)).DELETE());
  }

  private static void send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            request
                .header("X-Requested-By", "test")
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(60))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
