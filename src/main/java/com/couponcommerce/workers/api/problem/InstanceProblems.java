package com.couponcommerce.workers.api.problem;

import com.couponcommerce.workers.api.queue.ChannelState;
import com.couponcommerce.workers.queue.QueueState;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Finds messages that wait while no instance drains the channel, or none of them polls. */
final class InstanceProblems implements ProblemSource {
  private static final String PENDING = "pending";

  private final InstantSource clock;

  InstanceProblems(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public List<Finding> find(ChannelState state) {
    long pending = state.count(QueueState.PENDING);
    if (state.lacksInstances()) {
      return List.of(
          Finding.of(ProblemId.NO_INSTANCES, state.channel())
              .with(PENDING, pending)
              .with("retry", state.count(QueueState.RETRY)));
    }
    return state
        .notConsuming()
        .map(
            silent ->
                Finding.of(ProblemId.NOT_CONSUMING, state.channel())
                    .since(Optional.of(clock.instant().minus(silent)))
                    .with(PENDING, pending)
                    .with("seconds", silent.toSeconds())
                    .with("instances", state.instances().size()))
        .stream()
        .toList();
  }
}
