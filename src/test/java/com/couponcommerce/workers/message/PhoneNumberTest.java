package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

  @Test
  void a_number_prints_without_most_of_its_digits() {
    assertThat(new PhoneNumber("+4917012345789")).hasToString("+49…789");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0170", "+0170123456", "+49 170 1234567", "+1234567890123456", "+123456"})
  void a_text_that_is_not_e164_is_no_number(String text) {
    assertThatThrownBy(() -> new PhoneNumber(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("170");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+4917012345678", "12345", "Shop", "A & B", "Shop-24", "1A"})
  void an_originator_is_a_number_a_short_code_or_a_name(String value) {
    assertThat(new Originator(value).isNumber()).isEqualTo(value.matches("\\+?[0-9]+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "123456789", "TwelveLetter", " Shop", "Shop ", "Größe", "a\nb"})
  void anything_else_is_no_originator(String value) {
    assertThat(Originator.isValid(value)).isFalse();
  }
}
