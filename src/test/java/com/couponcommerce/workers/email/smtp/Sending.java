package com.couponcommerce.workers.email.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One mail on its way over the connection: sees each of the client's writes before the server, and
 * knows which bytes it may have, and which replies the client must have read before it.
 */
final class Sending implements VirtualWire.Guard {
  private static final String FINAL_DOT = ".\r\n";

  private final FuzzMail mail;
  private final Scene scene;
  private final BooleanSupplier isUsable;
  private final boolean announced;
  private final int firstReply;
  private final StringBuilder envelope = new StringBuilder();
  private final List<String> commands;
  private Optional<Boolean> fence = Optional.empty();
  private Optional<FuzzMail> next = Optional.empty();
  private boolean nextAsked;
  private boolean reset;
  private boolean loneDot;
  private String expected = "";
  private int contentWritten;

  /**
   * @param firstReply place of the reply to the first command, among all that the server says
   */
  Sending(FuzzMail mail, boolean announced, int firstReply, Scene scene, BooleanSupplier isUsable) {
    this.mail = mail;
    this.announced = announced;
    this.firstReply = firstReply;
    this.scene = scene;
    this.isUsable = isUsable;
    this.commands = new ArrayList<>(mail.commands(scene.offered()));
  }

  FuzzMail mail() {
    return mail;
  }

  boolean isAnnounced() {
    return announced;
  }

  /** Returns the client's answer to the fence; empty if the client has not asked. */
  Optional<Boolean> fence() {
    return fence;
  }

  Optional<FuzzMail> next() {
    return next;
  }

  boolean isEnvelopeBegun() {
    return !envelope.isEmpty();
  }

  boolean hasReset() {
    return reset;
  }

  boolean hasLoneDot() {
    return loneDot;
  }

  boolean isContentBegun() {
    return contentWritten > 0;
  }

  boolean isFinalDotWritten() {
    return contentWritten >= mail.written().length();
  }

  boolean isAnnouncementWritten() {
    return next.isPresent() && contentWritten == expected.length();
  }

  /** Returns the place of the reply to MAIL. */
  int mailReply() {
    return firstReply + (reset ? 1 : 0);
  }

  int dataReply() {
    return mailReply() + mail.recipients().size() + 1;
  }

  boolean answerFence(boolean answer) {
    Violation.check(fence.isEmpty(), "the fence was asked twice");
    checkReplies("the fence was asked");
    fence = Optional.of(answer);
    return answer;
  }

  Optional<FuzzMail> announce(Optional<FuzzMail> following) {
    Violation.check(!nextAsked, "the next mail was asked for twice");
    Violation.check(
        fence.equals(Optional.of(true)), "the next mail was asked for before the fence");
    Violation.check(contentWritten == 0, "the next mail was asked for after the content");
    Violation.check(scene.offered().pipelining(), "the next mail was asked for without PIPELINING");
    nextAsked = true;
    next = following;
    return following;
  }

  @Override
  public void writes(byte[] bytes, int from, int length) {
    Violation.check(isUsable.getAsBoolean(), "a write over a connection that is not usable");
    if (fence.isPresent()) {
      Violation.check(fence.get(), "a write though the fence refused");
      content(bytes, from, length);
    } else {
      String text = new String(bytes, from, length, StandardCharsets.UTF_8);
      if (announced || envelope.toString().endsWith("DATA\r\n")) {
        loneDot(text);
      } else {
        envelope(text);
      }
    }
  }

  private void envelope(String text) {
    if (envelope.isEmpty()) {
      checkStart();
      reset = text.startsWith("RSET\r\n");
      if (reset) {
        commands.add(0, "RSET\r\n");
      }
    }
    int before = (int) envelope.chars().filter(c -> c == '\n').count();
    envelope.append(text);
    Violation.check(
        String.join("", commands).startsWith(envelope.toString()),
        () -> "not the envelope: " + text);
    if (!scene.offered().pipelining()) {
      Violation.check(text.equals(commands.get(before)), () -> "two commands at once: " + text);
      checkConsumed(firstReply + before);
      Violation.check(
          !text.startsWith("RCPT") || isSenderAccepted(), "a recipient of a refused sender");
      Violation.check(
          !text.startsWith("DATA") || isRecipientAccepted(), "DATA without a recipient");
    }
  }

  /** Checks that nothing is left over from the mails before. */
  private void checkStart() {
    checkConsumed(firstReply);
    checkNothingElse(firstReply);
    Violation.check(
        !scene.server().isInData() || !scene.voice().isInStep(),
        "a command that is read as content");
  }

  /** Checks that everything before that place is a reply that the client has read. */
  private void checkConsumed(int place) {
    for (int i = firstReply; i < place; i++) {
      Violation.check(
          scene.voice().at(i).filter(Said::isReply).isPresent(), "a write after what is no reply");
    }
    Violation.check(
        scene.wire().handedOut() >= end(place), "a write before the reply to the last one");
  }

  /** Checks that the client could not see anything that it has not asked for. */
  private void checkNothingElse(int place) {
    Violation.check(
        scene.wire().visible() <= end(place),
        "a write though the server has said more than it was asked");
  }

  private long end(int place) {
    return place == 0 ? 0 : scene.voice().at(place - 1).map(Said::end).orElse(Long.MAX_VALUE);
  }

  private void loneDot(String text) {
    Violation.check(text.equals(FINAL_DOT), () -> "content without asking the fence: " + text);
    Violation.check(!loneDot, "a second lone dot");
    Violation.check(!isRecipientAccepted(), "a lone dot, though a recipient was accepted");
    Violation.check(
        !scene.server().hasRecipients() || !scene.voice().isInStep(),
        "a lone dot, though the server has a recipient");
    Violation.check(isSenderAccepted(), "a lone dot, though the sender was refused");
    Violation.check(isDataAgreed(), "a lone dot without 354");
    checkNothingElse(dataReply() + 1);
    loneDot = true;
  }

  private boolean isSenderAccepted() {
    return scene.voice().at(mailReply()).filter(Said::isPositive).isPresent();
  }

  private boolean isRecipientAccepted() {
    for (int i = mailReply() + 1; i < dataReply(); i++) {
      if (scene.voice().at(i).filter(Said::isPositive).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private boolean isDataAgreed() {
    return scene
        .voice()
        .at(dataReply())
        .filter(said -> said.isReply() && said.code() == 354)
        .isPresent();
  }

  /** Checks that the server has agreed to content, by the replies in their order. */
  private void checkReplies(String what) {
    checkConsumed(dataReply() + 1);
    Violation.check(isSenderAccepted(), () -> what + ", though the sender was refused");
    Violation.check(isRecipientAccepted(), () -> what + ", though all recipients were refused");
    Violation.check(isDataAgreed(), () -> what + " without 354");
  }

  private void content(byte[] bytes, int from, int length) {
    if (contentWritten == 0) {
      checkReplies("content was written");
      checkNothingElse(dataReply() + 1);
      String announcement =
          next.map(following -> String.join("", following.commands(scene.offered()))).orElse("");
      expected = mail.written() + latin1(announcement.getBytes(StandardCharsets.UTF_8));
    }
    int to = contentWritten + length;
    Violation.check(
        expected.startsWith(
            new String(bytes, from, length, StandardCharsets.ISO_8859_1), contentWritten),
        () -> "other content than that of the mail, at byte " + contentWritten);
    int dot = mail.written().length() - FINAL_DOT.length();
    Violation.check(
        to <= dot || to >= mail.written().length(), "a write that ends within the final dot");
    contentWritten = to;
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
