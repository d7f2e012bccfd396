package com.couponcommerce.workers.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionCookieTest {
  @ParameterizedTest
  @CsvSource({
    "coupon-workers-session=1; HttpOnly, coupon-workers-session=1; HttpOnly; SameSite=Strict",
    "coupon-workers-session=1; SameSite=Lax, coupon-workers-session=1; SameSite=Lax",
    "other=1; HttpOnly, other=1; HttpOnly"
  })
  void only_the_cookie_of_the_session_is_completed(String made, String sent) {
    assertThat(SessionCookie.strict(made)).isEqualTo(sent);
  }
}
