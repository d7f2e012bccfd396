package com.couponcommerce.workers.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.MessageId;
import org.junit.jupiter.api.Test;

class KnownMessagesTest {
  @Test
  void the_last_thousand_messages_are_known() {
    KnownMessages known = new KnownMessages();
    for (int i = 0; i < 1000; i++) {
      known.add(new MessageId("m" + i), "no");
    }
    assertThat(known.contains(new MessageId("m0"))).isTrue();

    known.add(new MessageId("m1000"), "no");

    assertThat(known.contains(new MessageId("m0"))).isFalse();
    assertThat(known.contains(new MessageId("m1"))).isTrue();
    assertThat(known.contains(new MessageId("m1000"))).isTrue();
  }
}
