package com.couponcommerce.workers.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.settings.Secret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static Credentials read(String body) {
    return Credentials.read(body.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isPossible(String user, String password) {
    return new Credentials(user, new Secret(password)).isPossible();
  }

  @Test
  void a_login_is_read_and_does_not_print() {
    Credentials login = read("{\"password\":\" pass wörd \",\"user\":\"anna\"}");

    assertThat(login).isEqualTo(new Credentials("anna", new Secret(" pass wörd ")));
    assertThat(login.isPossible()).isTrue();
    assertThat(login.toString()).doesNotContain("wörd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "\"anna\"",
        "{\"user\":\"anna\"}",
        "{\"user\":\"anna\",\"password\":null}",
        "{\"user\":\"anna\",\"password\":{}}",
        "{\"user\":\"anna\",\"password\":\"secret\",\"more\":1}",
        "user=anna&password=secret"
      })
  void another_body_is_refused_without_a_word_of_it(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(problem.errors().toString()).doesNotContain("anna", "secret");
            });
  }

  @Test
  void bytes_that_are_no_text_are_refused() {
    assertThatThrownBy(() -> Credentials.read(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe}))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> read("{\"user\":" + "[".repeat(16_000))).isInstanceOf(Problem.class);
  }

  @Test
  void an_empty_password_never_reaches_a_directory() {
    assertThat(isPossible("anna", "")).isFalse();
    assertThat(isPossible("", "secret")).isFalse();
    assertThat(isPossible(" ", "secret")).isFalse();
  }

  @Test
  void what_no_realm_holds_is_not_asked_for() {
    assertThat(isPossible("anna\0", "secret")).isFalse();
    assertThat(isPossible("anna\n", "secret")).isFalse();
    assertThat(isPossible("anna", "secret\0")).isFalse();
    assertThat(isPossible("a".repeat(257), "secret")).isFalse();
    assertThat(isPossible("anna", "s".repeat(1025))).isFalse();
    assertThat(isPossible("a".repeat(256), "s".repeat(1024))).isTrue();
  }
}
