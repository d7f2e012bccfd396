package com.couponcommerce.workers.email.smtp;

import com.couponcommerce.workers.email.smtp.TransactionResult.Break;
import com.couponcommerce.workers.email.smtp.TransactionResult.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of an open connection after EHLO and AUTH, for one mail after the other. Used
 * by one thread at a time.
 *
 * <p>Where the server offers PIPELINING (RFC 2920), a mail's envelope and DATA are one write. If
 * the thread has its next mail already, that mail's envelope travels with the content of this one
 * (section 3.1): a mail takes one round trip. Its replies stay unread until it is sent.
 */
public final class SmtpClient {
  /** A server that closes a connection closes it after this reply (RFC 5321 section 3.8). */
  private static final int CLOSING = 421;

  private static final int START_INPUT = 354;

  /** Bytes written at once, so that each write makes progress within its time. */
  private static final int PIECE = 64 * 1024;

  /** Time for a reply that the server sent before it closed the connection. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private static final byte[] FINAL_DOT = {'.', '\r', '\n'};

  private final Wire wire;
  private final Extensions offered;
  private final Duration replyTime;
  private final Duration writeTime;
  private final ReplyReader replies;
  private byte[] piece = new byte[4096];
  private @Nullable SmtpMail announced;
  private boolean resetNeeded;
  private boolean usable = true;
  private boolean keptOrder;

  /**
   * @param offered what the server offers and this side wants to use
   * @param replyTime longest wait for a reply
   * @param writeTime longest time for 64 KB
   */
  public SmtpClient(Wire wire, Extensions offered, Duration replyTime, Duration writeTime) {
    this.wire = wire;
    this.offered = offered;
    this.replyTime = replyTime;
    this.writeTime = writeTime;
    this.replies = new ReplyReader(wire.in());
  }

  /** Returns false if the connection must be closed: nothing more can be sent over it. */
  public boolean isUsable() {
    return usable;
  }

  /** Returns true if the envelope of a mail was written whose replies are not read yet. */
  public boolean hasAnnounced() {
    return announced != null;
  }

  /** Returns true if the server has answered a pipelined envelope in order. */
  public boolean keptOrder() {
    return keptOrder;
  }

  /**
   * Sends a mail.
   *
   * @param mail the announced mail if there is one
   * @param mayHandOver asked right before the content is written; if false, the connection is to be
   *     closed, since the server waits for content and would deliver an empty mail
   * @param next returns the mail to announce; asked once at most, right before the content is
   *     written
   * @return what is known; never throws for what the server or the network does
   * @throws IllegalStateException if another mail was announced, or the connection is not usable
   */
  public TransactionResult send(
      SmtpMail mail, BooleanSupplier mayHandOver, Supplier<Optional<SmtpMail>> next) {
    if (!usable) {
      throw new IllegalStateException("the connection must be closed");
    }
    Transaction transaction = new Transaction(mail);
    try {
      if (envelope(transaction)) {
        content(transaction, mayHandOver, next);
      }
    } catch (IOException e) {
      lose(transaction, e);
    } finally {
      wire.unlimited();
    }
    usable &= transaction.isInOrder();
    return transaction.result();
  }

  private void lose(Transaction transaction, IOException e) {
    if (wire.expired()) {
      transaction.lost(Break.TIMEOUT, "the server did not answer in time");
    } else if (e instanceof GarbledException) {
      transaction.lost(Break.GARBLED, String.valueOf(e.getMessage()));
    } else {
      transaction.lost(Break.CLOSED, String.valueOf(e.getMessage()));
    }
  }

  /** Returns true if the server waits for content that some recipient is to get. */
  @SuppressWarnings("ReferenceEquality") // two equal mails are two mails
  private boolean envelope(Transaction transaction) throws IOException {
    boolean isWritten = announced == transaction.mail();
    if (announced != null && !isWritten) {
      throw new IllegalStateException("another mail was announced");
    }
    announced = null;
    if (!isWritten) {
      refuseUnasked();
    }
    CommandSequence commands =
        new CommandSequence(transaction.mail(), offered, resetNeeded && !isWritten);
    resetNeeded = false;
    if (offered.pipelining() && !isWritten) {
      write(commands.all());
    }
    transaction.wrote(Written.ENVELOPE);
    while (commands.hasNext()) {
      String command = commands.next();
      if (!offered.pipelining()) {
        if (!transaction.isWorthwhile()) {
          break;
        }
        write(command);
      }
      SmtpReply reply = read();
      transaction.replied(commands.stage(), reply);
      if (commands.stage() == SmtpStage.HELLO && !reply.isPositive()) {
        // It may add the recipients to those of the mail before.
        throw new IOException("the server does not begin another mail: " + reply.text());
      }
      if (reply.code() == CLOSING) {
        usable = false;
        return false;
      }
    }
    keptOrder |= offered.pipelining();
    return transaction.data().filter(reply -> reply.code() == START_INPUT).isPresent()
        ? mayWriteContent(transaction)
        : afterRefusal(transaction);
  }

  /** Throws if the server has said something since its last reply: it is out of step or leaves. */
  private void refuseUnasked() throws IOException {
    if (replies.hasMore()) {
      SmtpReply reply = read();
      throw reply.code() == CLOSING
          ? closed(reply)
          : new GarbledException("the server sent a reply to no command: " + reply.text());
    }
  }

  private static IOException closed(SmtpReply reply) {
    return new IOException("the server closed the connection: " + reply.text());
  }

  private boolean afterRefusal(Transaction transaction) throws GarbledException {
    if (transaction.data().filter(reply -> !reply.isRefusal()).isPresent()) {
      throw new GarbledException("the server answered DATA with neither 354 nor a refusal");
    }
    resetNeeded = true;
    return false;
  }

  private boolean mayWriteContent(Transaction transaction) throws IOException {
    if (transaction.isSenderAccepted() && transaction.anyRecipient()) {
      return true;
    }
    // With a recipient, a dot would deliver an empty mail.
    usable =
        transaction.isSenderAccepted() && transaction.allRecipientsRefused() && endWithLoneDot();
    return false;
  }

  /**
   * Ends a transaction without recipients whose content the server waits for (RFC 2920 section
   * 3.1). Whatever comes of it, the mail is refused already.
   *
   * @return true if the server refuses it, as it has to
   */
  private boolean endWithLoneDot() throws IOException {
    refuseUnasked();
    try {
      write(FINAL_DOT, FINAL_DOT.length);
      SmtpReply reply = read();
      return reply.isRefusal() && reply.code() != CLOSING;
    } catch (IOException e) {
      return false;
    }
  }

  private void content(
      Transaction transaction, BooleanSupplier mayHandOver, Supplier<Optional<SmtpMail>> next)
      throws IOException {
    wire.unlimited();
    // The server waits for content: also if one of the two throws, nothing else may follow.
    usable = false;
    if (!mayHandOver.getAsBoolean()) {
      transaction.lost(Break.STOPPED, "the mail must not be handed over any more");
      return;
    }
    refuseUnasked();
    Optional<SmtpMail> following = offered.pipelining() ? next.get() : Optional.empty();
    usable = true;
    try {
      writeContent(transaction, following);
    } catch (IOException e) {
      lose(transaction, e);
      lastWords().ifPresent(transaction::interrupted);
      return;
    }
    SmtpReply reply = read();
    if (!reply.isFinal()) {
      throw new GarbledException("the server answered a mail with " + reply.text());
    }
    if (following.isEmpty() && replies.hasLeft() && contradicts(reply)) {
      throw new GarbledException("the server sent two replies to one mail");
    }
    transaction.replied(SmtpStage.DOT, reply);
    if (reply.code() == CLOSING) {
      usable = false;
    } else {
      announced = following.orElse(null);
    }
  }

  /** Returns true if the server took back its reply to a mail in the same breath. */
  private boolean contradicts(SmtpReply reply) {
    usable = false;
    return lastWords()
        .filter(another -> another.code() != CLOSING)
        .filter(another -> another.isPositive() != reply.isPositive())
        .isPresent();
  }

  private void writeContent(Transaction transaction, Optional<SmtpMail> following)
      throws IOException {
    byte[] announcement =
        following
            .map(mail -> bytes(new CommandSequence(mail, offered, false).all()))
            .orElse(new byte[0]);
    Content content = transaction.mail().content();
    transaction.wrote(Written.PART_OF_CONTENT);
    int written = 0;
    // The final dot is in the last piece only.
    while (content.length() - written > PIECE) {
      wire.limit(writeTime);
      wire.out().write(content.bytes(), written, PIECE - FINAL_DOT.length);
      written += PIECE - FINAL_DOT.length;
    }
    int rest = content.length() - written;
    byte[] last = piece(rest + announcement.length);
    System.arraycopy(content.bytes(), written, last, 0, rest);
    System.arraycopy(announcement, 0, last, rest, announcement.length);
    transaction.wrote(Written.CONTENT);
    write(last, rest + announcement.length);
  }

  private byte[] piece(int length) {
    if (piece.length < length) {
      piece = new byte[length];
    }
    return piece;
  }

  /** Reads what the server sent before it closed the connection; empty if it said nothing. */
  private Optional<SmtpReply> lastWords() {
    if (wire.expired()) {
      return Optional.empty();
    }
    try {
      wire.limit(LAST_WORDS);
      return Optional.of(replies.read()).filter(SmtpReply::isFinal);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private SmtpReply read() throws IOException {
    wire.limit(replyTime);
    return replies.read();
  }

  private void write(String commands) throws IOException {
    byte[] bytes = bytes(commands);
    write(bytes, bytes.length);
  }

  private void write(byte[] bytes, int length) throws IOException {
    wire.limit(writeTime);
    wire.out().write(bytes, 0, length);
    wire.out().flush();
  }

  private static byte[] bytes(String commands) {
    return commands.getBytes(StandardCharsets.UTF_8);
  }
}
