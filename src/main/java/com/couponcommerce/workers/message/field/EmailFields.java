package com.couponcommerce.workers.message.field;

import java.util.stream.Stream;

/** Fields of an e-mail, and of the objects in it. */
public final class EmailFields {
  public static final KnownField TO =
      KnownField.served("to", FieldKind.ADDRESSES, "Recipients whom all recipients see.");

  public static final KnownField CC =
      KnownField.served("cc", FieldKind.ADDRESSES, "Recipients of a copy whom all see.");

  public static final KnownField BCC =
      KnownField.served("bcc", FieldKind.ADDRESSES, "Recipients of a copy whom no other sees.");

  public static final KnownField REPLY_TO =
      KnownField.served("replyTo", FieldKind.ADDRESSES, "Addresses that an answer goes to.");

  public static final KnownField FROM =
      KnownField.served("from", FieldKind.ADDRESS, "Sender, instead of SMTP_FROM.");

  public static final KnownField SUBJECT =
      KnownField.served("subject", FieldKind.SUBJECT, "At most 2,000 characters.");

  public static final KnownField BODY =
      KnownField.served(
          "body",
          FieldKind.CONTENT,
          "The text, or an HTML page, which begins with <!doctype html> or <html>.");

  public static final KnownField TEXT =
      KnownField.served("text", FieldKind.CONTENT, "The text, beside HTML too.", "textBody");

  public static final KnownField HTML =
      KnownField.served("html", FieldKind.CONTENT, "The HTML part.", "htmlBody");

  public static final KnownField HEADERS =
      KnownField.served("headers", FieldKind.HEADERS, "Additional headers by name, at most 50.");

  public static final KnownField LIST_UNSUBSCRIBE =
      KnownField.served(
          "listUnsubscribe",
          FieldKind.LINKS,
          "An https URL for unsubscribing with one click, and a mailto one beside it.");

  public static final KnownField IN_REPLY_TO =
      KnownField.served(
          "inReplyTo", FieldKind.MESSAGE_IDS, "Message-ID of the mail that this one answers.");

  public static final KnownField REFERENCES =
      KnownField.served(
          "references", FieldKind.MESSAGE_IDS, "Message-IDs of the mails of a conversation.");

  public static final KnownField ATTACHMENTS =
      KnownField.served("attachments", FieldKind.FILES, "Files.", "attachment");

  public static final KnownField ICAL_EVENT =
      KnownField.served(
          "icalEvent", FieldKind.CALENDAR, "An invitation, which mail programs offer to accept.");

  /** Fields of an e-mail. */
  public static final FieldSet ALL =
      FieldSet.of(
              TO,
              CC,
              BCC,
              REPLY_TO,
              FROM,
              SUBJECT,
              BODY,
              TEXT,
              HTML,
              HEADERS,
              LIST_UNSUBSCRIBE,
              IN_REPLY_TO,
              REFERENCES,
              ATTACHMENTS,
              ICAL_EVENT)
          .and(CommonFields.SERVED)
          .and(CommonFields.WRITTEN)
          .and(
              FieldSet.of(
                  KnownField.refused("alternatives", "write html and text, or icalEvent"),
                  KnownField.refused("amp", "write html"),
                  KnownField.refused("raw", "write to, subject and body instead of a whole mail"),
                  KnownField.refused("envelope", "write the recipients in to, cc and bcc")))
          .and(
              new FieldSet(
                  Stream.of(
                          "messageId",
                          "priority",
                          "list",
                          "date",
                          "template",
                          "sender",
                          "encoding",
                          "textEncoding",
                          "watchHtml",
                          "attachDataUrls",
                          "dsn",
                          "dkim")
                      .map(KnownField::ignored)
                      .toList()));

  public static final KnownField NAME =
      KnownField.served("name", FieldKind.ADDRESS, "Name of the person.");

  public static final KnownField ADDRESS =
      KnownField.served("address", FieldKind.ADDRESS, "Address of the person.", "email");

  public static final KnownField GROUP =
      KnownField.served("group", FieldKind.ADDRESSES, "Members of a group.");

  /** Fields of an address that is an object. */
  public static final FieldSet ADDRESS_OBJECT = FieldSet.of(NAME, ADDRESS, GROUP);

  public static final KnownField FILENAME =
      KnownField.served(
          "filename", FieldKind.WORD, "1 to 255 characters without / and \\.", "name");

  public static final KnownField CONTENT =
      KnownField.served(
          "content", FieldKind.FILE_CONTENT, "The file, in base64 or as encoding says.");

  public static final KnownField ENCODING =
      KnownField.served(
          "encoding",
          FieldKind.WORD,
          "How content is written: base64, base64url, hex, utf8, latin1, ascii or utf16le.");

  public static final KnownField CONTENT_TYPE =
      KnownField.served(
          "contentType",
          FieldKind.WORD,
          "Such as application/pdf; if absent, the name decides.",
          "type",
          "mimeType");

  public static final KnownField CONTENT_ID =
      KnownField.served(
          "contentId", FieldKind.WORD, "The HTML shows the file by cid: and this id.", "cid");

  public static final KnownField DISPOSITION =
      KnownField.served(
          "contentDisposition", FieldKind.WORD, "attachment or inline.", "disposition");

  private static final FieldSet NO_FILES =
      FieldSet.of(
          KnownField.refused("path", "write the file itself in content"),
          KnownField.refused("href", "write the file itself in content"),
          KnownField.refused("raw", "write the file itself in content"));

  /** Fields of an attachment. */
  public static final FieldSet ATTACHMENT =
      FieldSet.of(FILENAME, CONTENT, ENCODING, CONTENT_TYPE, CONTENT_ID, DISPOSITION)
          .and(NO_FILES)
          .and(
              new FieldSet(
                  Stream.of("contentTransferEncoding", "headers", "size", "httpHeaders")
                      .map(KnownField::ignored)
                      .toList()));

  public static final KnownField METHOD =
      KnownField.served(
          "method", FieldKind.WORD, "REQUEST, PUBLISH, REPLY, CANCEL …; if absent, PUBLISH.");

  /** Fields of an invitation that is an object. */
  public static final FieldSet CALENDAR =
      FieldSet.of(METHOD, FILENAME, CONTENT, ENCODING).and(NO_FILES);

  private EmailFields() {}
}
