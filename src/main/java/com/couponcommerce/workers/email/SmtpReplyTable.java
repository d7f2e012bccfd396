package com.couponcommerce.workers.email;

import static com.couponcommerce.workers.email.smtp.SmtpStage.AUTH;
import static com.couponcommerce.workers.email.smtp.SmtpStage.DATA;
import static com.couponcommerce.workers.email.smtp.SmtpStage.DOT;
import static com.couponcommerce.workers.email.smtp.SmtpStage.GREETING;
import static com.couponcommerce.workers.email.smtp.SmtpStage.HELLO;
import static com.couponcommerce.workers.email.smtp.SmtpStage.MAIL;
import static com.couponcommerce.workers.email.smtp.SmtpStage.RCPT;
import static com.couponcommerce.workers.sender.FailureClass.CONFIG;
import static com.couponcommerce.workers.sender.FailureClass.PERM_MESSAGE;
import static com.couponcommerce.workers.sender.FailureClass.PERM_RECIPIENT;
import static com.couponcommerce.workers.sender.FailureClass.PROVIDER_DOWN;
import static com.couponcommerce.workers.sender.FailureClass.THROTTLED;
import static com.couponcommerce.workers.sender.FailureClass.TRANS_RECIPIENT;

import com.couponcommerce.workers.email.smtp.SmtpReply;
import com.couponcommerce.workers.email.smtp.SmtpStage;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Maps a reply at its stage to a failure class by the first row that matches. Sources of the rows:
 * RFC 5321 section 4.2, RFC 4954 section 6, RFC 3463, and the replies of Postfix, KumoMTA, Gmail,
 * Outlook and Amazon SES.
 */
final class SmtpReplyTable {
  private static final Set<SmtpStage> ANY = EnumSet.allOf(SmtpStage.class);
  private static final Set<SmtpStage> SENDER = EnumSet.of(MAIL, DATA);
  private static final String ALL = "";

  /** Wait after a daily quota, which does not end within minutes. */
  private static final Duration DAILY_QUOTA_WAIT = Duration.ofHours(1);

  private static final Pattern DAILY = Pattern.compile("(?i)\\bdaily\\b");

  /** A row: stages, a pattern for the start of "code enhanced", and one for the text. */
  private record Row(
      Set<SmtpStage> stages, Pattern codes, Pattern text, FailureClass failureClass) {
    boolean matches(SmtpStage stage, SmtpReply reply) {
      return stages.contains(stage)
          && codes.matcher(reply.codes()).lookingAt()
          && text.matcher(reply.text()).find();
    }
  }

  private static final List<Row> ROWS =
      List.of(
          row(EnumSet.of(GREETING), "4.. 4\\.7\\.", ALL, THROTTLED),
          row(EnumSet.of(GREETING, HELLO), ALL, ALL, PROVIDER_DOWN),
          row(EnumSet.of(AUTH), "4", ALL, THROTTLED),
          row(EnumSet.of(AUTH), "5", ALL, CONFIG),
          row(ANY, "530", ALL, CONFIG),
          row(EnumSet.of(MAIL), "503", "(?i)\\bauth", CONFIG),
          row(SENDER, "4.. 4\\.(7\\.|3\\.1$)", ALL, THROTTLED),
          row(SENDER, "4", "(?i)throttl|sending (rate|quota)|rate limit|quota exceeded", THROTTLED),
          row(SENDER, "4", ALL, PROVIDER_DOWN),
          row(EnumSet.of(MAIL), "5.. 5\\.1\\.[78]$", ALL, CONFIG),
          row(EnumSet.of(MAIL), "55[03] 5\\.7\\.", ALL, CONFIG),
          row(EnumSet.of(RCPT), "421 4\\.7\\.", ALL, THROTTLED),
          row(EnumSet.of(RCPT), "421", ALL, PROVIDER_DOWN),
          row(EnumSet.of(RCPT), "432", ALL, THROTTLED),
          row(EnumSet.of(RCPT), "452 4\\.5\\.3$", ALL, THROTTLED),
          row(EnumSet.of(RCPT), "452", "(?i)\\b5\\.5\\.3\\b|too many recipients", THROTTLED),
          row(EnumSet.of(RCPT), "4.. 4\\.3\\.1$", ALL, PROVIDER_DOWN),
          row(EnumSet.of(RCPT), "4", ALL, TRANS_RECIPIENT),
          row(EnumSet.of(RCPT, DOT), "5.. 5\\.2\\.2$", ALL, TRANS_RECIPIENT),
          row(EnumSet.of(RCPT), "552( 5\\.[01]\\.|$)", ALL, TRANS_RECIPIENT),
          row(EnumSet.of(RCPT), "5.. 5\\.(1\\.(1|2|3|6|10)|2\\.1)$", ALL, PERM_RECIPIENT),
          row(EnumSet.of(RCPT), "(551|556|521)", ALL, PERM_RECIPIENT),
          // Postfix checks the sender at RCPT by default (smtpd_delay_reject).
          row(EnumSet.of(RCPT), "5.. 5\\.7\\.", "(?i)sender address rejected", CONFIG),
          row(EnumSet.of(RCPT), "55[03]$", ALL, PERM_RECIPIENT),
          row(EnumSet.of(DOT), "4.. 4\\.7\\.", ALL, THROTTLED),
          row(EnumSet.of(DOT), "421|4.. 4\\.3\\.", ALL, PROVIDER_DOWN),
          row(EnumSet.of(DOT), "4", ALL, TRANS_RECIPIENT),
          // SPF, DKIM and the like: the sender domain is set up wrong, and the next mail fails too.
          row(EnumSet.of(DATA, DOT), "5.. 5\\.7\\.2[0-4]$", ALL, CONFIG),
          row(ANY, "4", ALL, TRANS_RECIPIENT),
          row(ANY, "5", ALL, PERM_MESSAGE),
          row(ANY, ALL, ALL, PROVIDER_DOWN));

  private SmtpReplyTable() {}

  static Failure failure(SmtpStage stage, SmtpReply reply) {
    FailureClass failureClass =
        ROWS.stream()
            .filter(row -> row.matches(stage, reply))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the last row matches everything"))
            .failureClass();
    return new Failure(failureClass, reply.codes(), reply.text(), wait(failureClass, reply));
  }

  /**
   * Returns true for "too many recipients": the server accepts the others at once in another mail.
   */
  static boolean asksForSplit(SmtpReply reply) {
    return reply.code() == 452
        && (reply.enhanced().equals("4.5.3")
            || reply.text().matches("(?is).*(\\b5\\.5\\.3\\b|too many recipients).*"));
  }

  private static Optional<Duration> wait(FailureClass failureClass, SmtpReply reply) {
    if (!reply.isTemporary()) {
      return Optional.empty();
    }
    return reply
        .retryAfter()
        .or(
            () ->
                failureClass == THROTTLED && DAILY.matcher(reply.text()).find()
                    ? Optional.of(DAILY_QUOTA_WAIT)
                    : Optional.empty());
  }

  private static Row row(
      Set<SmtpStage> stages, String codes, String text, FailureClass failureClass) {
    return new Row(stages, Pattern.compile(codes), Pattern.compile(text), failureClass);
  }
}
