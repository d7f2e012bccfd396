package com.couponcommerce.workers.email.mime;

import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.message.EmailAddress;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.EmailMessage.Header;
import com.couponcommerce.workers.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes mails (RFC 5322) as bytes, with CRLF as line breaks. */
public final class MailWriter {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US);

  /**
   * Characters of the longest id in a Message-ID; leaves room for a long domain in a header line of
   * 998.
   */
  private static final int MAX_ID_IN_MESSAGE_ID = 100;

  private final InstantSource time;
  private final ZoneId zone;

  /**
   * Makes boundaries unforeseeable: a text of a stranger that contains the boundary of its mail
   * would end its part. The same id has the same boundary, so that each attempt of this instance
   * has the same bytes.
   */
  private final byte[] secret = new byte[16];

  public MailWriter(InstantSource time) {
    this.time = time;
    this.zone = ZoneId.systemDefault();
    new SecureRandom().nextBytes(secret);
  }

  /** Writes a mail. */
  public byte[] write(EmailAddress from, MessageId id, EmailMessage message) {
    MimeEntity content = MimeContent.of(message.content(), boundary(id));
    HeaderBlock header =
        new HeaderBlock()
            .plain("Date", DATE.format(time.instant().atZone(zone)))
            .addresses("From", List.of(from))
            .addresses("Reply-To", message.replyTo())
            .addresses("To", message.recipients().to())
            .addresses("Cc", message.recipients().cc())
            .plain("Message-ID", messageId(id, from))
            .text("Subject", message.content().subject());
    if (message.headers().stream().noneMatch(own -> own.isNamed("Auto-Submitted"))) {
      // RFC 3834: prevents out-of-office replies.
      header.plain("Auto-Submitted", "auto-generated");
    }
    for (Header own : message.headers()) {
      write(header, own);
    }
    byte[] lines = header.plain("MIME-Version", "1.0").and(content.headers()).bytes();
    byte[] body = content.body();
    byte[] mail = new byte[lines.length + 2 + body.length];
    System.arraycopy(lines, 0, mail, 0, lines.length);
    mail[lines.length] = '\r';
    mail[lines.length + 1] = '\n';
    System.arraycopy(body, 0, mail, lines.length + 2, body.length);
    return mail;
  }

  /**
   * Writes a header of the producer. List-Unsubscribe stays on one line, since a folded one broke
   * the DKIM signature of relays (nodemailer#1654).
   */
  private static void write(HeaderBlock lines, Header header) {
    if (header.name().startsWith("List-Unsubscribe")) {
      lines.plain(header.name(), header.value());
    } else if (Stream.of("References", "In-Reply-To").anyMatch(header::isNamed)) {
      lines.words(header.name(), header.value());
    } else {
      lines.text(header.name(), header.value());
    }
  }

  /**
   * Returns the Message-ID. It is the same for each attempt, so that a mailbox or a relay can
   * recognize a mail that was sent twice.
   */
  public static String messageId(MessageId id, EmailAddress from) {
    boolean usable =
        id.value().length() <= MAX_ID_IN_MESSAGE_ID && EmailAddress.isDotAtom(id.value());
    return "<"
        + (usable ? id.value() : Digest.sha256(utf8(id)).substring(0, 40))
        + "@"
        + from.domain()
        + ">";
  }

  /** Returns the beginning of boundaries; no quoted-printable and no base64 text contains "=_". */
  private String boundary(MessageId id) {
    return "=_" + Digest.sha256(secret, utf8(id)).substring(0, 32) + "_";
  }

  private static byte[] utf8(MessageId id) {
    return id.value().getBytes(StandardCharsets.UTF_8);
  }
}
