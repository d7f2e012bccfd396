package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.message.SmsSegments;
import com.couponcommerce.workers.testkit.sms.ReceivedSms;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/**
 * The JSON of the {@link Inbox}: its content for scripts, and the messages that its forms enqueue.
 */
final class InboxJson {
  private InboxJson() {}

  @FunctionalInterface
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  static String mails(List<MailView> views) throws IOException {
    return array(
        json -> {
          for (MailView view : views) {
            json.writeStartObject();
            json.writeNumberField("number", view.mail().number());
            json.writeStringField("received", view.mail().received().toString());
            json.writeStringField("from", view.mail().from());
            json.writeArrayFieldStart("to");
            for (String recipient : view.mail().recipients()) {
              json.writeString(recipient);
            }
            json.writeEndArray();
            json.writeStringField("subject", view.subject());
            json.writeEndObject();
          }
        });
  }

  static String messages(List<ReceivedSms> messages) throws IOException {
    return array(
        json -> {
          for (ReceivedSms sms : messages) {
            json.writeStartObject();
            json.writeNumberField("number", sms.number());
            json.writeStringField("received", sms.received().toString());
            json.writeStringField("from", sms.from());
            json.writeStringField("to", sms.to());
            json.writeStringField("body", sms.body());
            json.writeNumberField("segments", SmsSegments.of(sms.body()).count());
            json.writeStringField("id", sms.id());
            json.writeEndObject();
          }
        });
  }

  /** Returns a message of these fields; a field that is missing in the form is empty. */
  static String message(Map<String, String> form, List<String> names) throws IOException {
    return written(
        json -> {
          json.writeStartObject();
          for (String name : names) {
            json.writeStringField(name, form.getOrDefault(name, ""));
          }
          json.writeEndObject();
        });
  }

  private static String array(Content content) throws IOException {
    return written(
        json -> {
          json.writeStartArray();
          content.write(json);
          json.writeEndArray();
        });
  }

  private static String written(Content content) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      content.write(json);
    }
    return text.toString();
  }
}
