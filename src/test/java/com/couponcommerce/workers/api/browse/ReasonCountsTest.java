package com.couponcommerce.workers.api.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReasonCountsTest {
  @Test
  void a_code_is_masked_before_it_is_cut() {
    String code = "x".repeat(85) + " ann.lee.with.a.long.name@example.com";
    Payload payload =
        Payload.of("{\"deadLetter\":{\"reason\":\"invalid\",\"code\":\"" + code + "\"}}");
    ReasonCounts counts = new ReasonCounts();

    counts.count(new FoundMessage(QueueState.DEAD_LETTER, payload, payload.size(), 0, ""));

    assertThat(
            counts
                .json(
                    new MessageSearch.Page(List.of(), 1, 1, Optional.empty()),
                    new QueueSecret("of a test"))
                .build()
                .toString())
        .doesNotContain("lee")
        .contains(" a***@example");
  }
}
