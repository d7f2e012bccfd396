package com.couponcommerce.workers.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionLimitTest {
  private static final Instant LOGIN = Instant.parse("2026-11-29T08:00:00Z");

  private static HttpSession session(InvocationHandler answers) {
    return (HttpSession)
        Proxy.newProxyInstance(
            HttpSession.class.getClassLoader(), new Class<?>[] {HttpSession.class}, answers);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "43199, false", "43200, true", "43201, true"})
  void a_session_ends_twelve_hours_after_its_login(long seconds, boolean over) {
    HttpSession session = session((proxy, method, arguments) -> LOGIN.toEpochMilli());

    assertThat(SessionLimit.endOf(session)).isEqualTo(LOGIN.plus(Duration.ofHours(12)));
    assertThat(SessionLimit.isOver(session, LOGIN.plusSeconds(seconds))).isEqualTo(over);
  }

  @Test
  void a_session_that_another_request_ends_is_over() {
    HttpSession session =
        session(
            (proxy, method, arguments) -> {
              throw new IllegalStateException("invalidated");
            });

    assertThat(SessionLimit.isOver(session, LOGIN)).isTrue();
  }
}
