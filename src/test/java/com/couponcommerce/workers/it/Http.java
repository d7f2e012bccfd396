package com.couponcommerce.workers.it;

import com.couponcommerce.workers.testkit.server.RoleUsers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends requests like curl. */
final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private Http() {}

  static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return get(url, "*/*");
  }

  static HttpResponse<String> get(URI url, String accept) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url).header("Accept", accept));
  }

  /** Sends a GET with a login, like {@code curl -u user:password}. */
  static HttpResponse<String> get(URI url, String user, String password)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url).header("Authorization", basic(user, password)));
  }

  /** Returns the value of the header Authorization for a login. */
  static String basic(String user, String password) {
    return new RoleUsers(password).basic(user);
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
  }
}
