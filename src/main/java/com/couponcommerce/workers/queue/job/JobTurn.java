package com.couponcommerce.workers.queue.job;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import java.util.List;
import java.util.Optional;

/**
 * One turn of a job: some dead letters next to each other, and what is to become of them.
 *
 * @param place of the first, counted from the right end
 * @param looked how many were looked at
 * @param found how many of them the job is about
 * @param refused how many of these it leaves alone
 * @param bound from this place on entries are newer than the job
 * @param anchor SHA-1 of the last entry that it leaves in its place; empty where it leaves none
 */
public record JobTurn(
    long place, int looked, int found, int refused, long bound, String anchor, List<Move> moves) {
  public JobTurn {
    moves = List.copyOf(moves);
  }

  /**
   * One to be moved.
   *
   * @param id whose mark as sent is to be cleared; empty for none
   */
  public record Move(FoundMessage message, Optional<MessageId> id) {}
}
