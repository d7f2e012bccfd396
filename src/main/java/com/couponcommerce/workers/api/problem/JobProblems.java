package com.couponcommerce.workers.api.problem;

import com.couponcommerce.workers.api.queue.ChannelState;
import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.queue.job.Job;
import com.couponcommerce.workers.queue.job.JobOrder;
import com.couponcommerce.workers.queue.job.Jobs;
import com.couponcommerce.workers.queue.redis.RedisPools;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds jobs that failed within a day, unless a later one of the same action is done. */
final class JobProblems implements ProblemSource {
  private static final Duration KEPT = Duration.ofHours(24);

  /** Latest jobs that are looked at; one that failed before so many others is no news. */
  private static final int LOOKED_AT = 10;

  private final RedisPools redis;
  private final InstantSource clock;

  JobProblems(RedisPools redis, InstantSource clock) {
    this.redis = redis;
    this.clock = clock;
  }

  @Override
  public List<Finding> find(ChannelState state) {
    Instant begin = clock.instant().minus(KEPT);
    Set<JobOrder.Verb> settled = EnumSet.noneOf(JobOrder.Verb.class);
    List<Finding> found = new ArrayList<>();
    for (Job job : new Jobs(redis, state.channel()).list(LOOKED_AT)) {
      boolean isDone = job.state() == Job.State.DONE && !job.order().dryRun();
      boolean hasFailed =
          job.state() == Job.State.FAILED && job.ended().filter(begin::isBefore).isPresent();
      if ((isDone || hasFailed) && settled.add(job.order().verb()) && hasFailed) {
        found.add(
            Finding.of(ProblemId.JOB_FAILED, state.channel())
                .since(job.ended())
                .with("job", job.id())
                .with("action", job.order().verb().id())
                .with("error", Mask.text(job.error().orElse(""))));
      }
    }
    return found;
  }
}
