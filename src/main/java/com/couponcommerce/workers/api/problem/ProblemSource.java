package com.couponcommerce.workers.api.problem;

import com.couponcommerce.workers.api.queue.ChannelState;
import java.util.List;

/** Finds the problems of one kind on a channel. */
@FunctionalInterface
interface ProblemSource {

  /**
   * Returns the present problems.
   *
   * @throws com.couponcommerce.workers.queue.redis.QueueUnavailableException if Redis does not
   *     answer
   */
  List<Finding> find(ChannelState state);
}
