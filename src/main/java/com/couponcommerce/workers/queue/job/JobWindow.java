package com.couponcommerce.workers.queue.job;

import com.couponcommerce.workers.queue.browse.FoundMessage;
import java.util.List;

/**
 * The dead letters that a job looks at next.
 *
 * @param position of the first of them
 * @param sure false if the entry before the bound is gone, so that the newest of these may be newer
 *     than the job
 * @param restarted true if the entry that the job passed last is gone, so that it begins again
 * @param messages the oldest first; empty at the end
 */
public record JobWindow(
    JobPosition position, boolean sure, boolean restarted, List<FoundMessage> messages) {
  public JobWindow {
    messages = List.copyOf(messages);
  }
}
