package com.couponcommerce.workers.testkit.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest mails of a server up to its limit, and the number of all. */
final class ReceivedMails {
  private final SmtpServerBuilder settings;
  private final Deque<ReceivedMail> kept = new ArrayDeque<>();
  private long received;

  ReceivedMails(SmtpServerBuilder settings) {
    this.settings = settings;
  }

  void add(int connection, SmtpDialogue.Envelope envelope, byte[] content) {
    // Outside of the lock, because the listener may be slow.
    settings.listener.accept(keep(connection, envelope, content));
  }

  private synchronized ReceivedMail keep(
      int connection, SmtpDialogue.Envelope envelope, byte[] content) {
    received++;
    ReceivedMail mail =
        new ReceivedMail(
            received,
            connection,
            envelope.from(),
            envelope.recipients(),
            new String(content, StandardCharsets.ISO_8859_1),
            settings.time.instant(),
            envelope.user(),
            envelope.encrypted());
    kept.addLast(mail);
    while (kept.size() > settings.keep) {
      kept.removeFirst();
    }
    return mail;
  }

  synchronized List<ReceivedMail> kept() {
    return List.copyOf(kept);
  }

  synchronized long received() {
    return received;
  }

  synchronized void forget() {
    kept.clear();
  }
}
