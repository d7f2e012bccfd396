package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.testkit.server.RoleUsers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks for what is not there, in every way: the answer is a problem that tells the truth. */
class RefusalIT extends DeployedWar {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND");

  private static final String ENTRY =
      "/api/v1/queues/email/dead-letters/0123456789abcdef0123456789abcdef";

  private static HttpRequest.Builder request(String method, String path, BodyPublisher body) {
    return HttpRequest.newBuilder(Servers.running().server().url(path)).method(method, body);
  }

  private static HttpRequest.Builder request(String method, String path) {
    return request(method, path, BodyPublishers.noBody());
  }

  private static HttpResponse<String> as(String role, HttpRequest.Builder request)
      throws Exception {
    return Http.send(
        request.header("Authorization", Http.basic(role, Servers.running().users().password())));
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
    assertThat(answer.statusCode()).as(answer.request() + answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    if (!answer.request().method().equals("HEAD")) {
      assertThat(answer.body()).contains("\"status\":" + status, detail);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/nothing/", "/error", "/api", "/api/v1", "/api/v1/nothing"})
  void an_unknown_path_is_not_found_by_any_method(String path) throws Exception {
    for (String method : METHODS) {
      assertProblem(
          as(RoleUsers.OPERATOR, request(method, path)), 404, "there is nothing at this path");
      assertProblem(
          as(RoleUsers.PRODUCER, request(method, path)), 404, "there is nothing at this path");
      assertProblem(Http.send(request(method, path)), 401, "log in as a user");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/metrics | GET, HEAD, OPTIONS",
        "/api/v1/whoami | GET, HEAD, OPTIONS",
        "/api/v1/queues/email/pause | OPTIONS, POST",
        "/api/v1/queues/email/dead-letters | DELETE, GET, HEAD, OPTIONS"
      })
  void another_method_of_a_path_is_not_allowed(String path, String allowed) throws Exception {
    List<String> supported = List.of(allowed.split(", "));
    for (String method : METHODS) {
      if (!supported.contains(method)) {
        HttpResponse<String> refused = as(RoleUsers.OPERATOR, request(method, path));

        assertProblem(refused, 405, "does not support the method");
        assertThat(refused.headers().firstValue("Allow")).as(method).hasValue(allowed);
        assertProblem(Http.send(request(method, path)), 401, "log in as a user");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/openapi.json", "/api/v1/whoami"})
  void what_can_be_read_has_a_head(String path) throws Exception {
    HttpResponse<String> answer = as(RoleUsers.VIEWER, request("HEAD", path));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void what_can_be_read_says_so() throws Exception {
    HttpResponse<String> answer = as(RoleUsers.VIEWER, request("OPTIONS", "/metrics"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {ENTRY, "/api/v1/queues/email/dead-letters?all=true", "/api/v1/recipients/a@b.de"})
  void a_delete_with_a_body_deletes_nothing(String path) throws Exception {
    for (String type : List.of("application/json", "text/plain")) {
      HttpRequest.Builder filter =
          request("DELETE", path, BodyPublishers.ofString("{\"reason\":\"expired\"}"))
              .header("Content-Type", type);

      assertProblem(Http.send(filter.copy()), 401, "log in as a user");
      assertProblem(as(RoleUsers.VIEWER, filter.copy()), 403, "this needs the role operator");
      assertProblem(as(RoleUsers.OPERATOR, filter.copy()), 400, "a DELETE takes no body");
    }
  }

  @Test
  void a_body_does_not_change_what_else_is_wrong() throws Exception {
    BodyPublisher json = BodyPublishers.ofString("{}");

    assertProblem(
        as(RoleUsers.OPERATOR, request("DELETE", "/nothing", json)), 404, "there is nothing");
    assertProblem(
        as(RoleUsers.OPERATOR, request("DELETE", "/api/v1/whoami", json)), 405, "does not support");
    assertThat(as(RoleUsers.OPERATOR, request("GET", "/api/v1/whoami", json)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_wrong_header_gets_a_sentence() throws Exception {
    assertProblem(get("/api/v1/health/redis", "image/png"), 406, "Accept must allow");
    assertProblem(
        as(
            RoleUsers.OPERATOR,
            request("GET", "/api/v1/queues/email/export").header("Accept", "image/png")),
        406,
        "the header Accept");
    assertProblem(
        as(
            RoleUsers.OPERATOR,
            request("POST", "/api/v1/queues/email/pause", BodyPublishers.ofString("a"))
                .header("Content-Type", "text/plain")),
        415,
        "another Content-Type");
    assertProblem(
        as(
            RoleUsers.OPERATOR,
            request("POST", "/api/v1/queues/email/pause", BodyPublishers.ofString("a"))
                .header("Content-Type", "a;b;c")),
        400,
        "a header is malformed");
  }
}
