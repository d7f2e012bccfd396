package com.couponcommerce.workers.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.EnqueueResult.Done;
import com.couponcommerce.workers.queue.EnqueueResult.KeyTaken;
import com.couponcommerce.workers.queue.EnqueueResult.TooDeep;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnqueueResultTest {
  private static String matched(EnqueueResult result) {
    return result.match(
        done -> "done " + done.ids(), taken -> "key taken", deep -> "too deep " + deep.pending());
  }

  @Test
  void each_case_calls_its_own_function() {
    assertThat(matched(new Done(List.of(new MessageId("m1")), false))).isEqualTo("done [m1]");
    assertThat(matched(new KeyTaken())).isEqualTo("key taken");
    assertThat(matched(new TooDeep(7))).isEqualTo("too deep 7");
  }
}
