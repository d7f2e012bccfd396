package com.couponcommerce.workers.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserGuardTest {
  @ParameterizedTest
  @CsvSource({
    "http://localhost:8000, localhost:8000",
    "https://workers.example.com, workers.example.com",
    "https://Workers.Example.com, workers.example.com:443",
    "http://workers.example.com:80, workers.example.com",
    "http://[::1]:8000, [::1]:8000"
  })
  void a_page_of_this_server_may_change_things(String origin, String host) {
    assertThat(BrowserGuard.isSame(origin, host)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "http://localhost:8001, localhost:8000",
        "https://evil.example.com, workers.example.com",
        "https://workers.example.com.evil.com, workers.example.com",
        "https://workers.example.com@evil.com, evil.com",
        "https://workers.example.com:80, workers.example.com",
        "null, null",
        "'', ''",
        "file://, localhost",
        "https://ä.example.com, workers.example.com",
        "https://a|b, workers.example.com",
        "https://workers.example.com, -"
      })
  void no_other_may(String origin, String host) {
    assertThat(BrowserGuard.isSame(origin, host)).isFalse();
  }
}
