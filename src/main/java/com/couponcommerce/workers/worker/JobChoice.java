package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.DeadLetterReason;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageMatch;
import com.couponcommerce.workers.queue.job.Job;
import com.couponcommerce.workers.queue.job.JobOrder;
import com.couponcommerce.workers.queue.job.JobPosition;
import com.couponcommerce.workers.queue.job.JobTurn;
import com.couponcommerce.workers.queue.job.JobWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Chooses the messages that one turn of a job moves. */
final class JobChoice {
  private final Job job;
  private final MessageMatch match;
  private final Predicate<Payload> sendable;

  /**
   * @param sendable whether a worker could send a payload
   */
  JobChoice(Job job, Predicate<Payload> sendable) {
    this.job = job;
    this.match = MessageMatch.whole(job.order().filter());
    this.sendable = sendable;
  }

  /** Returns the turn over as many of these messages as it may move. */
  JobTurn turn(JobWindow window, int maxMoves) {
    // A job that begins again counts everything again.
    int found = window.restarted() ? -(int) (job.found() - job.moved()) : 0;
    int refused = window.restarted() ? -(int) job.refused() : 0;
    List<JobTurn.Move> moves = new ArrayList<>();
    String anchor = window.position().anchor();
    int scanned = 0;
    for (FoundMessage message : window.messages()) {
      if (moves.size() == maxMoves) {
        break;
      }
      scanned++;
      boolean wanted = isWanted(message, window.sure());
      boolean moved = wanted && isMovable(message);
      found += wanted ? 1 : 0;
      refused += wanted && !moved ? 1 : 0;
      if (moved && !job.order().dryRun()) {
        moves.add(new JobTurn.Move(message, id(message.payload())));
      } else {
        anchor = message.sha1();
      }
    }
    JobPosition position =
        new JobPosition(window.position().place(), window.position().bound(), anchor);
    return new JobTurn(position, scanned, found, refused, moves);
  }

  /**
   * Returns whether the job is about this message. If the list does not show which messages are
   * newer than the job, the note of the message must: one that was redriven and comes back would
   * otherwise be redriven again and again.
   */
  private boolean isWanted(FoundMessage message, boolean sure) {
    return match.matches(message.payload(), Optional.empty())
        && (sure || DeadLetterNote.of(message.payload()).at().filter(this::isOld).isPresent());
  }

  private boolean isOld(Instant at) {
    return !at.isAfter(job.at());
  }

  /**
   * Returns whether the message may be moved. A redrive leaves messages that would be dead-lettered
   * again at once, and those delivered under the same id, unless the filter asks for this reason.
   */
  private boolean isMovable(FoundMessage message) {
    if (!message.isWhole()) {
      return false;
    }
    if (job.order().verb() == JobOrder.Verb.DISCARD) {
      return true;
    }
    boolean sentBefore =
        DeadLetterNote.of(message.payload())
            .reason()
            .filter(DeadLetterReason.ALREADY_SENT.id()::equals)
            .isPresent();
    return !(sentBefore && job.order().filter().reason().isEmpty())
        && sendable.test(message.payload());
  }

  private Optional<MessageId> id(Payload payload) {
    try {
      return job.order().verb() == JobOrder.Verb.REDRIVE
          ? MessageFields.parse(payload).id()
          : Optional.empty();
    } catch (RefusedMessageException e) {
      return Optional.empty();
    }
  }
}
