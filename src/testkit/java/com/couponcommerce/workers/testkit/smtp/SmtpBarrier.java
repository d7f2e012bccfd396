package com.couponcommerce.workers.testkit.smtp;

import com.couponcommerce.workers.queue.redis.Reply;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * A server that answers as usual, but keeps certain commands waiting until it is opened; so long
 * their senders are busy.
 */
public final class SmtpBarrier implements SmtpScript, AutoCloseable {
  private final Predicate<Command> kept;
  private final CountDownLatch open = new CountDownLatch(1);

  private SmtpBarrier(Predicate<Command> kept) {
    this.kept = kept;
  }

  /** Before the commands that are named. */
  public static SmtpBarrier before(Predicate<Command> kept) {
    return new SmtpBarrier(kept);
  }

  /** Before every command of one stage. */
  public static SmtpBarrier before(Stage stage) {
    return before(command -> command.stage() == stage);
  }

  /** Lets all go on, those that wait and those that come. */
  public void open() {
    open.countDown();
  }

  @Override
  public Reply answer(Command command) {
    if (kept.test(command)) {
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Reply.usual();
  }

  @Override
  public void close() {
    open();
  }
}
