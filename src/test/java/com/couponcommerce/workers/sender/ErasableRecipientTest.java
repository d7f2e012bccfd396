package com.couponcommerce.workers.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.sender.ErasableRecipient.Verdict;
import org.junit.jupiter.api.Test;

class ErasableRecipientTest {
  private static String matched(Verdict verdict) {
    return verdict.match(
        keep -> "keep", remove -> "remove", replace -> "replace by " + replace.payload().size());
  }

  @Test
  void each_case_calls_its_own_function() {
    assertThat(matched(new Verdict.Keep())).isEqualTo("keep");
    assertThat(matched(new Verdict.Remove())).isEqualTo("remove");
    assertThat(matched(new Verdict.Replace(Payload.of("{}")))).isEqualTo("replace by 2");
  }
}
