package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.testkit.server.ApplicationServer;
import com.couponcommerce.workers.testkit.server.RoleUsers;
import com.couponcommerce.workers.testkit.server.WildFlyUsers;
import com.couponcommerce.workers.worker.Build;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Logs in as the users that the administrator made, by their groups. */
class LoginIT extends DeployedWar {
  private static final String WHO_AM_I = "/api/v1/whoami";
  static final String PASSWORD = "geheim";

  private final ApplicationServer server = Servers.running().server();

  @BeforeAll
  static void createUsers() throws Exception {
    create("anna", "viewer", "operator");
    create("paul", "producer");
    create("guest", "visitor");
  }

  @AfterAll
  static void deleteUsers() throws Exception {
    ApplicationServer server = Servers.running().server();
    for (String user : new String[] {"anna", "paul", "guest"}) {
      switch (Servers.kind()) {
        case PAYARA ->
            new Asadmin(server).run("delete-file-user", "--authrealmname", "CouponWorkers", user);
        case WILDFLY -> new WildFlyUsers(server.adminPort()).delete(user);
      }
    }
  }

  private static void create(String user, String... groups) throws Exception {
    ApplicationServer server = Servers.running().server();
    switch (Servers.kind()) {
      case PAYARA ->
          new Asadmin(server)
              .runWith(
                  "AS_ADMIN_USERPASSWORD=" + PASSWORD + "\n",
                  "--passwordfile",
                  "-",
                  "create-file-user",
                  "--authrealmname",
                  "CouponWorkers",
                  "--groups",
                  String.join(":", groups),
                  user);
      case WILDFLY -> new WildFlyUsers(server.adminPort()).create(user, PASSWORD, groups);
    }
  }

  private static HttpResponse<String> whoAmI(String user, String password) throws Exception {
    return Http.get(Servers.running().server().url(WHO_AM_I), user, password);
  }

  @Test
  void the_root_is_a_page_for_each_visitor() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(page.body()).contains("Coupon Workers");
    assertThat(getAs(RoleUsers.PRODUCER, "/").body()).isEqualTo(page.body());
  }

  @Test
  void a_user_sees_their_name_and_roles() throws Exception {
    HttpResponse<String> anna = whoAmI("anna", PASSWORD);

    assertThat(anna.statusCode()).isEqualTo(200);
    assertThat(anna.body())
        .isEqualTo(
            "{\"name\":\"anna\",\"roles\":[\"viewer\",\"operator\"],\"version\":\"%s\",\"revision\":\"%s\",\"label\":\"\",\"server\":\"%s\"}"
                .formatted(Build.THIS.version(), Build.THIS.revision(), Servers.kind().id()));
    assertThat(whoAmI("paul", PASSWORD).body())
        .startsWith("{\"name\":\"paul\",\"roles\":[\"producer\"],");
  }

  @Test
  void nobody_comes_in_without_a_login_or_a_role() throws Exception {
    HttpResponse<String> unknown = get(WHO_AM_I);

    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.headers().firstValue("WWW-Authenticate"))
        .hasValue("Basic realm=\"CouponWorkers\"");
    assertThat(whoAmI("anna", "wrong").statusCode()).isEqualTo(401);
    assertThat(whoAmI("guest", PASSWORD).statusCode()).isEqualTo(403);
  }

  @Test
  void what_is_not_there_is_a_problem_for_users_and_a_login_for_others() throws Exception {
    HttpResponse<String> missing =
        Http.get(Servers.running().server().url("/api/v1/queues/fax/nothing"), "anna", PASSWORD);

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(missing.body())
        .isEqualTo(
            "{\"title\":\"Not found\",\"status\":404,\"detail\":\"there is nothing at this path; /openapi.json lists those of the API\"}");
    assertThat(get("/api/v1/queues/fax/nothing").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {WHO_AM_I, "/metrics", "/openapi", "/openapi.json", "/error", "/nothing"})
  void without_a_login_nothing_tells_anything(String path) throws Exception {
    HttpResponse<String> refused = get(path);

    assertThat(refused.statusCode()).as(path).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate"))
        .hasValue("Basic realm=\"CouponWorkers\"");
    assertThat(refused.body())
        .isEqualTo(
            "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"log in as a user with one of"
                + " the roles\"}");
    assertSafe(refused);
  }

  private static void assertSafe(HttpResponse<String> response) {
    assertThat(response.headers().map().keySet().stream().map(String::toLowerCase))
        .contains("content-security-policy", "x-content-type-options")
        .doesNotContain("server", "x-powered-by", "set-cookie")
        .noneMatch(header -> header.startsWith("access-control-"));
    assertThat(response.headers().allValues("Cache-Control")).isEqualTo(List.of("no-store"));
  }

  @Test
  void an_operator_has_a_person_forgotten() throws Exception {
    String number = "+4915112345678";
    try (RedisClient redis = RedisClient.create("127.0.0.1", redis().port())) {
      redis.lpush("queue:sms:dead_letter", "{\"to\":\"" + number + "\",\"body\":\"b\"}");

      assertThat(erase(RoleUsers.PRODUCER, number + "?optOut=keep").statusCode()).isEqualTo(403);
      assertThat(erase(RoleUsers.OPERATOR, number).statusCode()).isEqualTo(400);
      assertThat(erase(RoleUsers.OPERATOR, "no-number?optOut=keep").statusCode()).isEqualTo(400);
      assertThat(redis.llen("queue:sms:dead_letter")).isEqualTo(1);

      HttpResponse<String> first =
          erase(RoleUsers.OPERATOR, number.replace("+", "%2B") + "?optOut=keep");
      assertThat(first.statusCode()).isEqualTo(202);
      assertThat(first.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(first.body()).contains("\"recipient\":\"+49…678\"", "\"dead_letter\":1");
      assertThat(erase(RoleUsers.OPERATOR, number + "?optOut=keep").statusCode()).isEqualTo(200);
      assertThat(redis.exists("queue:sms:dead_letter")).isFalse();
      assertThat(erase(RoleUsers.OPERATOR, "user@example.com").statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> erase(String role, String recipient) throws Exception {
    Servers servers = Servers.running();
    return Http.send(
        HttpRequest.newBuilder(servers.server().url("/api/v1/recipients/" + recipient))
            .header("Authorization", Http.basic(role, servers.users().password()))
            .DELETE());
  }

  @Test
  void figures_are_for_those_who_look_and_not_for_producers() throws Exception {
    assertThat(getAs(RoleUsers.VIEWER, "/metrics").statusCode()).isEqualTo(200);
    assertThat(getAs(RoleUsers.OPERATOR, "/metrics").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = getAs(RoleUsers.PRODUCER, "/metrics");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertSafe(refused);
    assertSafe(getAs(RoleUsers.VIEWER, "/metrics"));
    assertSafe(getAs(RoleUsers.VIEWER, WHO_AM_I));
  }

  @Test
  void health_needs_no_login() throws Exception {
    assertThat(get("/api/v1/health/redis").statusCode()).isEqualTo(200);
    assertSafe(get("/api/v1/health/redis"));
    assertThat(probe("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void methods_that_there_are_not_do_nothing() throws Exception {
    for (String path : new String[] {"/api/v1/health/redis", WHO_AM_I, "/metrics"}) {
      for (String method : new String[] {"TRACE", "DELETE", "PUT"}) {
        URI url = server.url(path);
        String login = Http.basic("anna", PASSWORD);
        HttpResponse<String> refused =
            Http.send(
                HttpRequest.newBuilder(url)
                    .method(method, BodyPublishers.noBody())
                    .header("Authorization", login));

        assertThat(refused.statusCode()).as(method + " " + path).isEqualTo(405);
        assertThat(refused.body()).doesNotContain(login);
      }
    }
  }
}
