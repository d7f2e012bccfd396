package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.SendingMarks;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;

/**
 * For channels on which nobody may get a message twice: marks each message before it goes to the
 * provider and takes the mark away when its outcome is in the queue. A message that is reclaimed
 * with its mark may have been sent. A mark that a crash left behind errs on that side too: the
 * message is given up where an operator sees it, and not sent.
 */
public final class UnknownOutcomes {
  private final SendingMarks marks;
  private final UntilAnswered untilAnswered;
  private final boolean matter;

  /**
   * Of one channel.
   *
   * @param matter false where a message of unknown outcome is simply sent again
   */
  public UnknownOutcomes(SendingMarks marks, UntilAnswered untilAnswered, boolean matter) {
    this.marks = marks;
    this.untilAnswered = untilAnswered;
    this.matter = matter;
  }

  /** As the channel's sender wants it. */
  public static UnknownOutcomes of(ChannelContext<?> context, UntilAnswered untilAnswered) {
    return new UnknownOutcomes(
        context.sendingMarks(), untilAnswered, !context.sender().retriesUnknown());
  }

  /** Before the provider is asked; without the mark in Redis it must not be. */
  void sendingStarts(MessageId id) {
    if (matter) {
      untilAnswered.call(
          () -> {
            marks.mark(id);
            return id;
          });
    }
  }

  /** After the outcome is in the queue. */
  public void settled(MessageId id) {
    if (matter) {
      try {
        marks.unmark(id);
      } catch (QueueUnavailableException e) {
        // It goes by itself in a week, and until then only a crash would look at it.
      }
    }
  }

  /** True where the message of a dead worker may have been sent. */
  public boolean mayHaveBeenSent(MessageId id) {
    return matter && marks.isMarked(id);
  }
}
