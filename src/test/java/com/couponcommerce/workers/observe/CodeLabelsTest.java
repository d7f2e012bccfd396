package com.couponcommerce.workers.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeLabelsTest {
  private final CodeLabels labels = new CodeLabels();

  @ParameterizedTest
  @CsvSource({
    "550 5.1.1, 550",
    "421, 421",
    "21610, 21610",
    "http 502, http_502",
    "OptedOut, OptedOut",
    "InternalErrorException, InternalErrorException",
    "connect, connect",
    "already_sent, already_sent"
  })
  void a_code_is_its_own_label_without_the_enhanced_code(String code, String label) {
    assertThat(labels.of(code)).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "650 1.2.3",
        "4915123456789",
        "a@example.com",
        "two words",
        "x\ny",
        "a-b"
      })
  void what_looks_like_no_code_is_other(String code) {
    assertThat(labels.of(code)).isEqualTo("other");
  }

  @Test
  void a_word_of_more_than_forty_letters_is_other() {
    assertThat(labels.of("a".repeat(41))).isEqualTo("other");
  }

  @Test
  void there_are_no_more_than_fifty_labels() {
    Set<String> all = new HashSet<>();
    for (int code = 20_000; code < 21_000; code++) {
      all.add(labels.of("" + code));
    }

    assertThat(all).hasSize(50).contains("20000", "other");
    assertThat(labels.of("20000")).isEqualTo("20000");
    assertThat(labels.of("20999")).isEqualTo("other");
  }
}
