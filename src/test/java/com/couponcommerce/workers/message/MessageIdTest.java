package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.mask.Mask;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageIdTest {

  @Test
  void an_id_that_a_worker_gave_is_recognized_and_stays_visible() {
    MessageId id = MessageId.random(new Random(1));

    assertThat(id.isExplicit()).isFalse();
    assertThat(Mask.text("id " + id)).isEqualTo("id " + id);
    assertThat(Mask.text(id + "@shop.test")).isEqualTo(id + "@shop.test");
  }

  @Test
  void an_id_that_a_producer_gave_is_explicit() {
    assertThat(new MessageId("o-7").isExplicit()).isTrue();
  }
}
