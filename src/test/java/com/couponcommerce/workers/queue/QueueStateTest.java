package com.couponcommerce.workers.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueStateTest {
  @ParameterizedTest
  @EnumSource
  void each_state_is_found_by_its_id(QueueState state) {
    assertThat(QueueState.of(state.id())).contains(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PENDING", "all"})
  void no_other_id_is_a_state(String id) {
    assertThat(QueueState.of(id)).isEmpty();
  }
}
