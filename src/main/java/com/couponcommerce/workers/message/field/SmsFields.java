package com.couponcommerce.workers.message.field;

/** Fields of an SMS. */
public final class SmsFields {
  public static final KnownField TO =
      KnownField.served(
          "to",
          FieldKind.PHONE,
          "A phone number such as +4915123456789, or a national one with SMS_DEFAULT_REGION.");

  public static final KnownField BODY =
      KnownField.served("body", FieldKind.CONTENT, "1 to 1,600 characters.", "message", "text");

  public static final KnownField FROM =
      KnownField.served("from", FieldKind.ORIGINATOR, "Sender, instead of the provider's default.");

  public static final KnownField TOPIC =
      KnownField.served(
          "topic", FieldKind.FLAG, "Whether it goes to SNS_TOPIC_ARN instead of a number.");

  /** Fields of an SMS. */
  public static final FieldSet ALL =
      FieldSet.of(TO, BODY, FROM, TOPIC)
          .and(CommonFields.SERVED)
          .and(CommonFields.WRITTEN)
          .and(
              FieldSet.of(
                  KnownField.refused(
                      "mediaUrl", "pictures are not sent; write a link in body", "mediaUrls"),
                  KnownField.refused("contentSid", "write the text in body")));

  private SmsFields() {}
}
