package com.couponcommerce.workers.message.field;

/** Fields of the messages of both channels. */
public final class CommonFields {
  public static final KnownField ID =
      KnownField.served(
          "id",
          FieldKind.ID,
          "Name of the message: 1 to 200 visible ASCII characters. A message is not sent if one"
              + " with its id was sent within DEDUPE_TTL.");

  public static final KnownField SEND_AT =
      KnownField.served(
          "sendAt", FieldKind.TIME, "The message is not sent before this time.", "scheduledAt");

  public static final KnownField EXPIRES_AT =
      KnownField.served(
          "expiresAt", FieldKind.TIME, "The message is not sent from this time on, but refused.");

  public static final KnownField MAX_RETRIES =
      KnownField.served(
          "maxRetries",
          FieldKind.COUNT,
          "Failed attempts before the message is given up, instead of MAX_RETRIES: 0 to 1000.");

  public static final KnownField CREATED_AT =
      KnownField.served(
          "createdAt",
          FieldKind.TIME,
          "The time from which the waiting time of the message is measured.");

  public static final KnownField RETRIES =
      KnownField.written("retries", FieldKind.COUNT, "Failed attempts that counted.");

  public static final KnownField REMAINING =
      KnownField.written(
          "remaining",
          FieldKind.ADDRESSES,
          "Recipients that still have to get a mail which the server took for the others.");

  static final FieldSet SERVED = FieldSet.of(ID, SEND_AT, EXPIRES_AT, MAX_RETRIES, CREATED_AT);

  static final FieldSet WRITTEN =
      FieldSet.of(
          RETRIES,
          REMAINING,
          KnownField.written("failures", FieldKind.ANY, "The last failed attempts."),
          KnownField.written("deferredAt", FieldKind.TIME, "When the message was put off."),
          KnownField.written("heldAt", FieldKind.TIME, "Former name of deferredAt."),
          KnownField.written("deadLetter", FieldKind.ANY, "Why the message was given up."),
          KnownField.written("deadLetterHistory", FieldKind.ANY, "Earlier values of deadLetter."));

  private CommonFields() {}
}
