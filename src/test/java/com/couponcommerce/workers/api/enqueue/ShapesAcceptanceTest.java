package com.couponcommerce.workers.api.enqueue;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.MessageDecoders;
import com.couponcommerce.workers.email.decode.EmailMessageDecoder;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import com.couponcommerce.workers.shapes.Shape;
import com.couponcommerce.workers.shapes.Shapes;
import com.couponcommerce.workers.sms.SmsSender;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gives each shape to the check of the API, which must agree with the worker. */
class ShapesAcceptanceTest {
  private final Settings settings =
      new SettingsReader(name -> Optional.ofNullable(Map.of("SMS_DEFAULT_REGION", "DE").get(name)))
          .read();

  @ParameterizedTest
  @EnumSource
  void the_api_says_what_the_table_says(Channel channel) {
    try (SmsSender sms = new SmsSender(settings, InstantSource.system())) {
      Acceptance acceptance =
          new Acceptance(
              new MessageDecoders(List.of(new EmailDecoder(), sms), settings::live),
              settings,
              InstantSource.system());

      assertThat(Shapes.of(channel))
          .allSatisfy(shape -> assertThat(said(acceptance, shape)).isEqualTo(expected(shape)));
    }
  }

  private static String said(Acceptance acceptance, Shape shape) {
    try {
      return "ignored: "
          + String.join(", ", acceptance.accept(shape.channel(), shape.payload()).ignored());
    } catch (RefusedMessageException e) {
      return "refused: " + e.problem();
    }
  }

  private static String expected(Shape shape) {
    return shape.isServed() ? "ignored: " + shape.ignored() : "refused: " + shape.sentence();
  }

  /** Decodes e-mails as their sender does, without a mail session. */
  private static final class EmailDecoder implements Sender<EmailMessage> {
    @Override
    public Channel channel() {
      return Channel.EMAIL;
    }

    @Override
    public EmailMessage decode(MessageFields fields) throws RefusedMessageException {
      return EmailMessageDecoder.decode(fields);
    }

    @Override
    public DeliveryResult send(MessageId id, EmailMessage message, SendFence fence) {
      throw new UnsupportedOperationException("nothing is sent here");
    }

    @Override
    public Optional<Failure> probe() {
      return Optional.empty();
    }
  }
}
