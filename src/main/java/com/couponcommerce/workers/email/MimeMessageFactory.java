package com.couponcommerce.workers.email;

import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.MessageId;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Writes mails (RFC 5322) for the mail session. */
final class MimeMessageFactory {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  /**
   * Characters of the longest id in a Message-ID; leaves room for a long domain in a header line of
   * 998.
   */
  private static final int MAX_ID_IN_MESSAGE_ID = 100;

  private final InstantSource time;

  MimeMessageFactory(InstantSource time) {
    this.time = time;
  }

  OutgoingMail create(Session session, EmailAddress from, MessageId id, EmailMessage message)
      throws MessagingException {
    MimeEntity content = MimeContent.of(message.content(), sha256(id).substring(0, 20));
    OutgoingMail mail = new OutgoingMail(session, content);
    mail.setSentDate(Date.from(time.instant()));
    mail.setFrom(internetAddress(from));
    mail.setReplyTo(addresses(message.replyTo()));
    mail.setRecipients(RecipientType.TO, addresses(message.recipients().to()));
    mail.setRecipients(RecipientType.CC, addresses(message.recipients().cc()));
    mail.setSubject(message.content().subject(), UTF_8);
    mail.setHeader("Message-ID", messageId(id, from));
    // RFC 3834: prevents out-of-office replies.
    mail.setHeader("Auto-Submitted", "auto-generated");
    for (Map.Entry<String, String> header : message.headers().entrySet()) {
      mail.setHeader(header.getKey(), headerValue(header.getKey(), header.getValue()));
    }
    return mail;
  }

  /**
   * Returns the Message-ID. It is the same for each attempt, so that a mailbox or a relay can
   * recognize a mail that was sent twice.
   */
  static String messageId(MessageId id, EmailAddress from) {
    boolean usable =
        id.value().length() <= MAX_ID_IN_MESSAGE_ID && EmailAddress.isDotAtom(id.value());
    return "<" + (usable ? id.value() : sha256(id).substring(0, 40)) + "@" + from.domain() + ">";
  }

  /**
   * Encodes and folds a value. List-Unsubscribe stays on one line, since a folded one broke the
   * DKIM signature of relays (nodemailer#1654).
   */
  private static String headerValue(String name, String value) {
    if (name.startsWith("List-Unsubscribe")) {
      return value;
    }
    try {
      return MimeUtility.fold(name.length() + 2, MimeUtility.encodeText(value, UTF_8, "Q"));
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java has UTF-8", e);
    }
  }

  private static InternetAddress internetAddress(String address) {
    InternetAddress internetAddress = new InternetAddress();
    internetAddress.setAddress(address);
    return internetAddress;
  }

  private static InternetAddress internetAddress(EmailAddress address) {
    try {
      InternetAddress internetAddress = internetAddress(address.address());
      if (address.name().isPresent()) {
        internetAddress.setPersonal(address.name().get(), UTF_8);
      }
      return internetAddress;
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java has UTF-8", e);
    }
  }

  private static Address[] addresses(List<EmailAddress> addresses) {
    return addresses.stream().map(MimeMessageFactory::internetAddress).toArray(Address[]::new);
  }

  private static String sha256(MessageId id) {
    return Digest.sha256(id.value().getBytes(StandardCharsets.UTF_8));
  }
}
