package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.smtp.Extensions;
import com.couponcommerce.workers.email.smtp.SmtpReply;
import com.couponcommerce.workers.email.smtp.TransactionResult;
import com.couponcommerce.workers.email.smtp.TransactionResult.Break;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Knowledge of the mail server that its connections have shown. A server that offers PIPELINING and
 * breaks with it is talked to command by command until the application is deployed again.
 */
final class Relay {
  private static final EventLog LOG = EventLog.of(Relay.class);

  /** Words of Postfix and Exim for a client that does not wait for replies. */
  private static final Pattern OUT_OF_SYNC =
      Pattern.compile("pipelin|synchroni[sz]ation", Pattern.CASE_INSENSITIVE);

  /**
   * Connections in a row, no pipelined envelope in order between them, that the server closed in
   * the middle of one and that worked command by command: a few may be a restart of the server.
   */
  private static final int MAX_CLOSED = 5;

  /** The same for envelopes that travelled with a mail's content: a restart ends all at once. */
  private static final int MAX_LOST = 50;

  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile boolean pipelining;
  private volatile boolean announcing;

  /**
   * @param pipelining false if the administrator forbids it
   */
  Relay(boolean pipelining) {
    this.pipelining = pipelining;
    this.announcing = pipelining;
  }

  /** Returns the extensions to use of those that the server offers. */
  Extensions usable(Extensions offered) {
    return pipelining ? offered : offered.oneByOne();
  }

  /** Returns true if a mail's envelope may travel with the content of the one before. */
  boolean announces() {
    return announcing;
  }

  void opened() {
    opened.incrementAndGet();
  }

  void refused() {
    refused.incrementAndGet();
  }

  long openedConnections() {
    return opened.get();
  }

  long refusedConnections() {
    return refused.get();
  }

  /**
   * Returns true if the pipelining may have ended a transaction before its content was written.
   *
   * @param kept true if the server had answered an envelope on this connection in order before
   * @param announced true if the envelope travelled with the content of the mail before
   */
  boolean doubts(TransactionResult result, boolean kept, boolean announced) {
    if (!result.isBeforeContent() || !isBroken(result)) {
      closed.set(0);
      if (announced) {
        lost.set(0);
      }
      return false;
    }
    if (saysOutOfSync(result)) {
      stopPipelining("it says so");
      return true;
    }
    return announced || (!kept && (result.mail().isPresent() || result.endedBy(Break.GARBLED)));
  }

  /**
   * Notes the second try of a mail after a doubt, over a new connection and command by command. If
   * it went no better, the server is slow or down, and the pipelining was not the fault.
   */
  void triedAgain(TransactionResult doubtful, TransactionResult second, boolean announced) {
    if (isBroken(second)) {
      return;
    }
    boolean certain = doubtful.endedBy(Break.TIMEOUT);
    if (announced) {
      if (certain || lost.incrementAndGet() >= MAX_LOST) {
        stopAnnouncing();
      }
    } else if (certain || closed.incrementAndGet() >= MAX_CLOSED) {
      stopPipelining("it did not answer all commands in order");
    }
  }

  private static boolean isBroken(TransactionResult result) {
    return saysOutOfSync(result)
        || result.endedBy(Break.CLOSED)
        || result.endedBy(Break.TIMEOUT)
        || result.endedBy(Break.GARBLED);
  }

  private static boolean saysOutOfSync(TransactionResult result) {
    return Stream.of(result.mail().stream(), result.recipients().stream(), result.data().stream())
        .flatMap(replies -> replies)
        .filter(reply -> !reply.isPositive())
        .map(SmtpReply::text)
        .anyMatch(text -> OUT_OF_SYNC.matcher(text).find());
  }

  private synchronized void stopAnnouncing() {
    if (announcing) {
      announcing = false;
      LOG.warning(
          LogLine.saying(
              "smtp-announcing-off",
              "the mail server loses commands that travel with a mail's content; from now on they"
                  + " follow its reply"));
    }
  }

  private synchronized void stopPipelining(String reason) {
    if (pipelining) {
      pipelining = false;
      announcing = false;
      LOG.warning(
          LogLine.saying(
                  "smtp-pipelining-off",
                  "the mail server offers PIPELINING and breaks with it; from now on each command"
                      + " waits for the reply to the one before. SMTP_PIPELINING=off does the same"
                      + " from the start")
              .with("reason", reason));
    }
  }
}
