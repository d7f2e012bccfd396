package com.couponcommerce.workers.queue.job;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import java.util.List;
import java.util.Optional;

/**
 * One turn of a job: some adjacent dead letters, and which of them it moves.
 *
 * @param position place of the first one looked at; the anchor is the last entry that the job
 *     leaves in its place after this turn
 * @param looked number of entries looked at
 * @param found number of those that pass the job's filter
 * @param refused number of these that the job leaves alone
 */
public record JobTurn(JobPosition position, int looked, int found, int refused, List<Move> moves) {
  public JobTurn {
    moves = List.copyOf(moves);
  }

  /**
   * A message to be moved.
   *
   * @param id whose mark as sent is to be cleared; empty for none
   */
  public record Move(FoundMessage message, Optional<MessageId> id) {}
}
