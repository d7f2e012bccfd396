package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {
  @ParameterizedTest
  @EnumSource
  void each_channel_is_found_by_its_id(Channel channel) {
    assertThat(Channel.of(channel.id())).contains(channel);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "EMAIL", "push"})
  void no_other_id_is_a_channel(String id) {
    assertThat(Channel.of(id)).isEmpty();
  }
}
