package com.couponcommerce.workers.api.enqueue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageBatchTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, the message is invalid",
    "1, 3, 1 of 3 messages is invalid",
    "2, 3, 2 of 3 messages are invalid"
  })
  void how_many_are_wrong_is_said_in_good_grammar(int wrong, int all, String said) {
    assertThat(MessageBatch.wrong(wrong, all)).isEqualTo(said);
  }
}
