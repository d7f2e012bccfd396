package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailAddressTest {
  private static final String ONE = "must be a single address, either plain or as Name <address>";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user | must have an at sign",
        "@b.test | must have a part before the at sign",
        "a@b.test,c@d.test | " + ONE,
        "a@b.test; c@d.test | " + ONE,
        "Ann a@b.test | " + ONE,
        "-a@b.test | must not begin with a hyphen",
        "a@b | must have a full domain name with a dot after the at sign"
      })
  void each_mistake_has_its_own_text(String address, String problem) {
    assertThat(EmailAddress.problem(address)).contains(problem);
  }

  @Test
  void a_part_that_is_too_long_is_told_its_limit() {
    assertThat(EmailAddress.problem("x".repeat(65) + "@b.test"))
        .contains("must have at most 64 bytes before the at sign");
    assertThat(EmailAddress.problem("x@" + "d.".repeat(130) + "test"))
        .contains("must have at most 254 bytes");
    assertThat(EmailAddress.problem("a@b.test, ".repeat(30) + "a@b.test")).contains(ONE);
  }

  @ParameterizedTest
  @CsvSource({"a..b@c.test", ".a@c.test", "a[b@c.test", "\"\"@c.test"})
  void a_wrong_local_part_is_told_the_allowed_form(String address) {
    assertThat(EmailAddress.problem(address).orElseThrow())
        .startsWith("must have letters, digits")
        .contains("before the at sign");
  }
}
