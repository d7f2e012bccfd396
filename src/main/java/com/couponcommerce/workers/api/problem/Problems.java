package com.couponcommerce.workers.api.problem;

import com.couponcommerce.workers.api.queue.ChannelState;
import com.couponcommerce.workers.api.queue.ChannelStates;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what is wrong at present, the most urgent first. */
@Singleton
public class Problems {
  private final ChannelStates states;
  private final List<ProblemSource> sources;

  @Inject
  public Problems(ChannelStates states, RedisPools redis, InstantSource clock) {
    this.states = states;
    this.sources =
        List.of(
            new RedisProblems(redis),
            new KeyProblems(),
            new ProviderProblems(),
            new InstanceProblems(clock),
            new PauseProblems(),
            new DeadLetterProblems(redis),
            new JobProblems(redis, clock));
  }

  /** Returns the problems; while Redis does not answer, that one alone. */
  List<Finding> present() {
    // A set: both channels mostly have one Redis, which is one problem.
    Set<Finding> found = new LinkedHashSet<>();
    try {
      for (Channel channel : Channel.values()) {
        Optional<ChannelState> state = states.of(channel);
        if (state.isEmpty()) {
          return List.of(Finding.of(ProblemId.REDIS_AWAY));
        }
        sources.forEach(source -> found.addAll(source.find(state.get())));
      }
    } catch (QueueUnavailableException e) {
      return List.of(Finding.of(ProblemId.REDIS_AWAY).with("reason", e.publicReason()));
    }
    return found.stream().sorted(Comparator.comparing(Finding::id)).toList();
  }
}
