package com.couponcommerce.workers.sms;

import com.couponcommerce.workers.message.Originator;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.SmsMessage;
import com.couponcommerce.workers.settings.SmsSettings.SnsSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Creates SNS's Publish request for an SMS; the attributes are those of page sms_publish-to-phone
 * in the Amazon SNS Developer Guide.
 */
final class SnsRequests {
  private final SnsSettings settings;

  SnsRequests(SnsSettings settings) {
    this.settings = settings;
  }

  /** Returns why SNS cannot send this SMS; empty if it can. */
  Optional<String> problem(SmsMessage message) {
    if (message.topic() && settings.topicArn().isEmpty()) {
      return Optional.of("the SMS is for a topic, but SNS_TOPIC_ARN is not set");
    }
    return message
        .from()
        .filter(from -> !from.isNumber() && !from.value().matches("[A-Za-z0-9-]+"))
        .map(from -> "from: SNS allows letters, digits and hyphens only");
  }

  PublishRequest.Builder publish(SmsMessage message) {
    PublishRequest.Builder request =
        PublishRequest.builder().message(message.body()).messageAttributes(attributes(message));
    return message.to().isPresent()
        ? request.phoneNumber(message.to().map(PhoneNumber::e164).orElseThrow())
        : request.topicArn(settings.topicArn().orElseThrow());
  }

  private Map<String, MessageAttributeValue> attributes(SmsMessage message) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    attributes.put("AWS.SNS.SMS.SMSType", value("String", settings.sms().type()));
    settings
        .sms()
        .maxPrice()
        .ifPresent(price -> attributes.put("AWS.SNS.SMS.MaxPrice", value("Number", price)));
    Optional<Originator> number = message.from().filter(Originator::isNumber);
    if (number.isPresent()) {
      attributes.put("AWS.MM.SMS.OriginationNumber", value("String", number.get().value()));
    } else {
      message
          .from()
          .map(Originator::value)
          .or(() -> settings.sms().senderId())
          .ifPresent(name -> attributes.put("AWS.SNS.SMS.SenderID", value("String", name)));
    }
    return attributes;
  }

  private static MessageAttributeValue value(String type, String text) {
    return MessageAttributeValue.builder().dataType(type).stringValue(text).build();
  }
}
