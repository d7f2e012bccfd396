package com.couponcommerce.workers.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.DeliveryReport;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.ReportedStatus;
import com.couponcommerce.workers.message.Suppression;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportReaderTest {
  private static String matched(ReportVerdict reading) {
    return reading.match(
        genuine -> "genuine " + genuine.report().id(),
        irrelevant -> "irrelevant",
        forged -> "forged");
  }

  @Test
  void each_case_calls_its_own_function() {
    DeliveryReport report =
        new DeliveryReport(
            new MessageId("m1"),
            Instant.EPOCH,
            new DeliveryReport.Outcome(ReportedStatus.SENT, Optional.empty(), Suppression.NEVER),
            "SM1",
            Optional.empty());

    assertThat(matched(new ReportVerdict.Genuine(report))).isEqualTo("genuine m1");
    assertThat(matched(new ReportVerdict.Irrelevant())).isEqualTo("irrelevant");
    assertThat(matched(new ReportVerdict.Forged())).isEqualTo("forged");
  }
}
