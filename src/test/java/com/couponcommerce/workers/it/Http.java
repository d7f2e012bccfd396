package com.couponcommerce.workers.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the server as curl would. */
final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private Http() {}

  static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return get(url, "*/*");
  }

  static HttpResponse<String> get(URI url, String accept) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Accept", accept)
            .timeout(Duration.ofSeconds(10))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}
