package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.shapes.ShapeWorker;
import com.couponcommerce.workers.shapes.ShapesContract;
import com.couponcommerce.workers.testkit.sms.ReceivedSms;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Follows each shape of an SMS to what the provider gets. */
class SmsShapesTest extends ShapesContract<SmsMessage> {
  private final SmsFixture sms = SmsFixture.sns();

  SmsShapesTest() {
    super(Channel.SMS);
  }

  @Override
  protected ShapeWorker<SmsMessage> started() {
    return new ShapeWorker<>(
        Channel.SMS,
        sms.sender(),
        Map.of("SMS_PROVIDER", "aws-sns", "AWS_REGION", "eu-central-1", "WORKERS", "email,sms"));
  }

  @Override
  protected void close() {
    sms.close();
  }

  @Override
  public int count() {
    return sms.stub().messages().size();
  }

  @Override
  public List<String> seen(int index) {
    ReceivedSms sent = sms.stub().messages().get(index);
    return Stream.of(
            "to: " + sent.to(),
            sent.from().isEmpty() ? "" : "from: " + sent.from(),
            "body: " + sent.body())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
