package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.reply.LiveReplyRules;
import com.couponcommerce.workers.email.smtp.FuzzedDialogues;
import com.couponcommerce.workers.email.smtp.Sent;
import com.couponcommerce.workers.email.smtp.TransactionResult.Break;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Abandoned;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.DeliveryResult.PartlyDelivered;
import com.couponcommerce.workers.sender.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holds the result of an attempt against what the server did, after any dialogue. */
class SmtpVerdictsTest {
  private static final SmtpFailures FAILURES =
      new SmtpFailures(new LiveReplyRules(Optional.empty(), System::nanoTime));

  @Test
  void a_message_is_reported_as_the_server_has_it() {
    FuzzedDialogues.run(3_000, SmtpVerdictsTest::check);
  }

  private static void check(Sent sent) {
    DeliveryResult result = FAILURES.of(sent.result(), sent.recipients());
    assertThat(result instanceof Abandoned).isEqualTo(sent.result().endedBy(Break.STOPPED));
    assertThat(isUnknown(result)).isEqualTo(sent.result().isUnknown());
    if (!sent.misled() && !isUnknown(result)) {
      assertThat(remaining(result, sent.recipients())).isEqualTo(notAccepted(sent));
    }
  }

  private static boolean isUnknown(DeliveryResult result) {
    return result instanceof Failed failed
        && failed.failure().failureClass() == FailureClass.AMBIGUOUS;
  }

  private static List<String> remaining(DeliveryResult result, List<String> all) {
    if (result instanceof Delivered) {
      return List.of();
    }
    return result instanceof PartlyDelivered partly ? partly.remaining() : all;
  }

  private static List<String> notAccepted(Sent sent) {
    List<String> remaining = new ArrayList<>(sent.recipients());
    remaining.removeAll(sent.accepted());
    return remaining;
  }
}
