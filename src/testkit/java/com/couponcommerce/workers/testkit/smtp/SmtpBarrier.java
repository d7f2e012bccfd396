package com.couponcommerce.workers.testkit.smtp;

import com.couponcommerce.workers.queue.redis.Reply;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * A script with the usual answers that keeps certain commands waiting until it is opened. Their
 * senders are busy until then.
 */
public final class SmtpBarrier implements SmtpScript, AutoCloseable {
  private final Predicate<Command> kept;
  private final CountDownLatch open = new CountDownLatch(1);

  private SmtpBarrier(Predicate<Command> kept) {
    this.kept = kept;
  }

  /** Returns a closed barrier before the commands that match. */
  public static SmtpBarrier before(Predicate<Command> kept) {
    return new SmtpBarrier(kept);
  }

  /** Returns a closed barrier before every command of one stage. */
  public static SmtpBarrier before(Stage stage) {
    return before(command -> command.stage() == stage);
  }

  /** Lets waiting and later commands proceed. */
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
