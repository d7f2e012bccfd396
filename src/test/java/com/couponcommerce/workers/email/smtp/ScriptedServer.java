package com.couponcommerce.workers.email.smtp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A server for one connection that answers each command, and each content, with the next of its
 * replies. Three of them are none: {@link #SILENCE}, {@link #CLOSE}, {@link #HANG_UP_IN_CONTENT}.
 */
final class ScriptedServer implements VirtualWire.Peer {
  /** Says nothing. */
  static final String SILENCE = "";

  /** Closes the connection. */
  static final String CLOSE = "close";

  /**
   * Agrees to content, says the next reply if there is one and closes the connection at the first
   * byte of the content, so that its write fails.
   */
  static final String HANG_UP_IN_CONTENT = "354 and close";

  static final Duration REPLY_TIME = Duration.ofSeconds(10);

  private final VirtualWire wire = new VirtualWire();
  private final Deque<String> replies = new ArrayDeque<>();
  private final List<String> writes = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private boolean inContent;
  private boolean hangsUp;
  private final SmtpClient client;

  private ScriptedServer(boolean pipelining, String... replies) {
    this.replies.addAll(List.of(replies));
    wire.connect(this, this::note);
    client =
        new SmtpClient(
            wire,
            new Extensions(pipelining, -1, false, false, false, false),
            REPLY_TIME,
            Duration.ofSeconds(5));
  }

  static ScriptedServer pipelining(String... replies) {
    return new ScriptedServer(true, replies);
  }

  static ScriptedServer oneByOne(String... replies) {
    return new ScriptedServer(false, replies);
  }

  static SmtpMail mail(String content, String... recipients) {
    return new SmtpMail(
        new Envelope("s@x.test", List.of(recipients), Envelope.Parameters.NONE),
        Content.of(content.getBytes(StandardCharsets.UTF_8)));
  }

  SmtpClient client() {
    return client;
  }

  /** Sends a mail that is the last one. */
  TransactionResult send(SmtpMail mail) {
    return client.send(mail, () -> true, Optional::empty);
  }

  TransactionResult send(SmtpMail mail, SmtpMail next) {
    Supplier<Optional<SmtpMail>> following = () -> Optional.of(next);
    return client.send(mail, () -> true, following);
  }

  /** Says something that no command asked for. */
  void say(String reply) {
    wire.say((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1), 0);
  }

  /** Returns what the client has written, each write as one. */
  List<String> writes() {
    return writes;
  }

  /** Returns how long the client has waited. */
  Duration time() {
    return Duration.ofNanos(wire.now());
  }

  private void note(byte[] bytes, int from, int length) {
    writes.add(new String(bytes, from, length, StandardCharsets.UTF_8));
  }

  @Override
  public int take(byte[] bytes, int from, int length) {
    for (int i = 0; i < length; i++) {
      if (inContent && hangsUp) {
        replies.stream().findFirst().ifPresent(this::say);
        wire.end(false, false, 0);
        return i;
      }
      line.append((char) bytes[from + i]);
      if (bytes[from + i] == '\n') {
        boolean isAnswered = !inContent || line.toString().equals(".\r\n");
        line.setLength(0);
        if (isAnswered && !answer()) {
          return i + 1;
        }
      }
    }
    return length;
  }

  /** Returns false if the connection is closed. */
  private boolean answer() {
    String reply = replies.isEmpty() ? SILENCE : replies.remove();
    if (reply.equals(CLOSE)) {
      wire.end(false, false, 0);
      return false;
    }
    hangsUp = reply.equals(HANG_UP_IN_CONTENT);
    if (!reply.isEmpty()) {
      say(reply);
    }
    inContent = reply.startsWith("354") && !inContent;
    return true;
  }
}
