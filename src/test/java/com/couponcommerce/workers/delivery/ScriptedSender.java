package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.DeliveryResult.Failed;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.sender.Sender;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/** A sender that sends nothing and gives scripted answers; after the last one it delivers. */
public class ScriptedSender implements Sender<String> {
  private final Queue<Function<SendFence, DeliveryResult>> answers = new ArrayDeque<>();
  private final Queue<Failure> probes = new ArrayDeque<>();
  private boolean retriesUnknown = true;
  private boolean limitsRecipients;
  private final Queue<String> sent = new ConcurrentLinkedQueue<>();

  public static Failure failure(FailureClass failureClass, String code) {
    return new Failure(failureClass, code, "said the provider");
  }

  public synchronized ScriptedSender answer(FailureClass failureClass, String code) {
    return answer(() -> new Failed(failure(failureClass, code)));
  }

  public ScriptedSender answer(Supplier<DeliveryResult> answer) {
    return answerFenced(fence -> answer.get());
  }

  public synchronized ScriptedSender answerFenced(Function<SendFence, DeliveryResult> answer) {
    answers.add(answer);
    return this;
  }

  public synchronized ScriptedSender probeFails(FailureClass failureClass, String code) {
    probes.add(failure(failureClass, code));
    return this;
  }

  /** Makes an unknown outcome final. */
  public synchronized ScriptedSender neverTwice() {
    retriesUnknown = false;
    return this;
  }

  @Override
  public synchronized boolean retriesUnknown() {
    return retriesUnknown;
  }

  @Override
  public Optional<String> optOutKey(String message) {
    return Optional.of(message);
  }

  @Override
  public boolean isOptOut(Failure failure) {
    return failure.code().equals("STOP");
  }

  /** Makes recipients subject to a limit. */
  public synchronized void limitRecipients() {
    limitsRecipients = true;
  }

  @Override
  public synchronized List<String> recipients(String to) {
    return limitsRecipients ? List.of(to) : List.of();
  }

  /** Returns the ids of all attempts, in order. */
  public List<String> attempts() {
    return List.copyOf(sent);
  }

  @Override
  public Channel channel() {
    return Channel.EMAIL;
  }

  @Override
  public String decode(MessageFields fields) throws RefusedMessageException {
    return fields.text("to").orElseThrow(() -> RefusedMessageException.field("to", "is missing"));
  }

  @Override
  public DeliveryResult send(MessageId id, String message, SendFence fence) {
    Function<SendFence, DeliveryResult> answer;
    synchronized (this) {
      sent.add(id.value());
      answer = Optional.ofNullable(answers.poll()).orElse(asked -> new Delivered("250 ok"));
    }
    return answer.apply(fence);
  }

  @Override
  public synchronized Optional<Failure> probe() {
    return Optional.ofNullable(probes.poll());
  }
}
