package com.couponcommerce.workers.sender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "535 5.7.8 | 535 5.7.8 Error: refused | 535 5.7.8 Error: refused",
        "535 5.7.8 | 535 5.7.8 535 5.7.8 Error | 535 5.7.8 Error",
        "550       | 550 no such user | 550 no such user",
        "55        | 550 no such user | 55 550 no such user",
        "20003     | Authenticate | 20003 Authenticate",
        "421       | 421 | 421",
        "connect   | connection refused | connect connection refused",
      })
  void the_code_is_told_once(String code, String text, String told) {
    Failure failure = new Failure(FailureClass.CONFIG, code, text);

    assertThat(failure.told()).isEqualTo(told);
    assertThat(failure.detail()).isEqualTo(told.substring(code.length()).strip());
  }
}
