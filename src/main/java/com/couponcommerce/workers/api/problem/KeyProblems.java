package com.couponcommerce.workers.api.problem;

import com.couponcommerce.workers.api.queue.ChannelState;
import java.util.List;

/** Finds keys of the queue that cannot be counted, since something else is in them. */
final class KeyProblems implements ProblemSource {
  @Override
  public List<Finding> find(ChannelState state) {
    return state.seen().counts().problems().stream()
        .map(problem -> Finding.of(ProblemId.WRONG_KEY, state.channel()).with("problem", problem))
        .toList();
  }
}
