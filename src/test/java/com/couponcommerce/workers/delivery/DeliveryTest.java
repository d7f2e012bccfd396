package com.couponcommerce.workers.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.Lease;
import com.couponcommerce.workers.queue.LeaseToken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  @Test
  void a_deferred_message_has_its_time_and_not_the_former_field() throws Exception {
    Payload payload =
        Payload.of("{\"id\":\"m1\",\"heldAt\":\"2026-11-22T10:00:00Z\",\"to\":\"a\"}");
    MessageFields fields = MessageFields.parse(payload);
    MessageId id = new MessageId("m1");
    Delivery<String> delivery =
        new Delivery<>(
            new OwnLease(
                new Lease(payload, new LeaseToken("1")), id, 0, Duration.ofSeconds(30), () -> 0),
            fields,
            SendWindow.of(fields),
            new Attempts(0, 3),
            "");

    assertThat(delivery.deferredAt(Instant.parse("2026-11-23T10:00:00Z")))
        .isEqualTo(
            Payload.of("{\"id\":\"m1\",\"to\":\"a\",\"deferredAt\":\"2026-11-23T10:00:00Z\"}"));
  }
}
