package com.couponcommerce.workers.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.shapes.Shape;
import com.couponcommerce.workers.shapes.ShapeWorker;
import com.couponcommerce.workers.shapes.Shapes;
import com.couponcommerce.workers.testkit.sms.ReceivedSms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Follows each shape of an SMS from its bytes on a Redis list to what the provider gets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmsShapesTest implements ShapeWorker.Sent {
  private final List<Shape> shapes = Shapes.of(Channel.SMS);
  private final Map<Shape, List<String>> became = new HashMap<>();
  private final SmsFixture sms = SmsFixture.sns();
  private ShapeWorker<SmsMessage> worker;

  @BeforeAll
  void start() {
    worker =
        new ShapeWorker<>(
            Channel.SMS,
            sms.sender(),
            Map.of(
                "SMS_PROVIDER", "aws-sns", "AWS_REGION", "eu-central-1", "WORKERS", "email,sms"));
  }

  @AfterAll
  void end() throws Exception {
    Shapes.write(Channel.SMS, shapes, became);
    worker.close();
    sms.close();
  }

  List<Shape> shapes() {
    return shapes;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_shape_becomes_what_the_table_says(Shape shape) throws Exception {
    List<String> outcome = worker.outcome(shape, this);
    became.put(shape, outcome);

    assertThat(outcome).isEqualTo(shape.outcome());
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
