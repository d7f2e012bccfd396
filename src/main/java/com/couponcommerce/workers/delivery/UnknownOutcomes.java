package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.SendingMarks;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.sender.Sender;

/**
 * Marks messages of channels that must not send one twice: each is marked before it goes to the
 * provider, and unmarked when its outcome is in the queue. A message that is reclaimed with its
 * mark may have been sent. A mark that a crash left behind errs on the same side: the message is
 * dead-lettered, where an operator sees it, and not sent.
 */
public final class UnknownOutcomes {
  private final SendingMarks marks;
  private final UntilAnswered untilAnswered;
  private final boolean marking;

  /**
   * Makes the marks of one channel.
   *
   * @param marking false if a message of unknown outcome is sent again
   */
  public UnknownOutcomes(SendingMarks marks, UntilAnswered untilAnswered, boolean marking) {
    this.marks = marks;
    this.untilAnswered = untilAnswered;
    this.marking = marking;
  }

  /** Makes the marks of a sender's channel, used only if it must not send a message twice. */
  public static UnknownOutcomes of(
      Sender<?> sender, SendingMarks marks, UntilAnswered untilAnswered) {
    return new UnknownOutcomes(marks, untilAnswered, !sender.retriesUnknown());
  }

  /** Marks a message before it goes to the provider, which must not happen without the mark. */
  void sendingStarts(MessageId id) {
    if (marking) {
      untilAnswered.call(
          () -> {
            marks.mark(id);
            return id;
          });
    }
  }

  /** Unmarks a message after its outcome is in the queue. */
  public void settled(MessageId id) {
    if (marking) {
      try {
        marks.unmark(id);
      } catch (QueueUnavailableException e) {
        // It expires in a week, and until then only a crash would make a worker read it.
      }
    }
  }

  /** Returns true if the message of a dead worker may have been sent. */
  public boolean mayHaveBeenSent(MessageId id) {
    return marking && marks.isMarked(id);
  }
}
