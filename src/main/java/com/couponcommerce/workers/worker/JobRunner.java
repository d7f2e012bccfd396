package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.duty.Duty;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.job.Job;
import com.couponcommerce.workers.queue.job.JobTurn;
import com.couponcommerce.workers.queue.job.JobWalk;
import com.couponcommerce.workers.queue.job.JobWindow;
import com.couponcommerce.workers.queue.job.Jobs;
import com.couponcommerce.workers.queue.job.TakenJob;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Works on the job of a channel, turn by turn. It keeps nothing: all it needs stands in Redis, so
 * any instance goes on where another one ended, however that was.
 */
final class JobRunner implements Duty {
  private static final EventLog LOG = EventLog.of(JobRunner.class);

  /** How soon a new job is noticed; also shorter than the lease of one that waits for its rate. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Of the time that a rate counts in, what one turn moves. */
  private static final Duration TURN = Duration.ofMillis(100);

  /** Longer than a turn takes on a busy machine, short enough to be no burst after an outage. */
  private static final Duration MADE_UP = Duration.ofSeconds(1);

  /** They cost Redis about 10 ms where the job has left 50,000 others in their places. */
  private static final int MOST_MOVED = 100;

  private static final int MOST_LOOKED_AT = 500;

  private final Channel channel;
  private final Jobs jobs;
  private final JobWalk walk;
  private final String owner;
  private final Predicate<Payload> sendable;
  private final JobListener listener;

  /**
   * The runner of one instance.
   *
   * @param owner no other instance has the same
   * @param sendable whether a worker would take this payload
   */
  JobRunner(
      Channel channel,
      Jobs jobs,
      JobWalk walk,
      String owner,
      Predicate<Payload> sendable,
      JobListener listener) {
    this.channel = channel;
    this.jobs = jobs;
    this.walk = walk;
    this.owner = owner;
    this.sendable = sendable;
    this.listener = listener;
  }

  @Override
  public String name() {
    return channel + " jobs";
  }

  @Override
  public Duration runOnce() {
    Optional<TakenJob> taken = jobs.take(owner);
    if (taken.isEmpty()) {
      return LOOK;
    }
    Duration pause = taken.get().pause();
    if (!pause.isZero()) {
      return pause.compareTo(LOOK) < 0 ? pause : LOOK;
    }
    Job job = taken.get().job();
    try {
      turn(job);
    } catch (QueueUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error(
          LogLine.saying("fault", "a job has failed")
              .with("channel", channel)
              .with("job", job.id()),
          e);
      end(job, Optional.of("a bug, the log has more: " + e.getClass().getSimpleName()));
    }
    return Duration.ZERO;
  }

  private void turn(Job job) {
    int most = job.order().rate().map(JobRunner::mostMoved).orElse(MOST_MOVED);
    boolean everything = job.order().filter().isAll();
    JobWindow window = walk.next(job, everything ? most : MOST_LOOKED_AT);
    if (window.messages().isEmpty()) {
      end(job, Optional.empty());
      return;
    }
    JobTurn turn = new JobChoice(job, sendable).turn(window, most);
    jobs.move(job, owner, turn, MADE_UP);
  }

  private static int mostMoved(RateLimit rate) {
    long most = rate.permits() * TURN.toMillis() / rate.per().toMillis();
    return (int) Math.min(MOST_MOVED, Math.max(1, most));
  }

  private void end(Job job, Optional<String> error) {
    if (jobs.end(job, owner, error)) {
      jobs.find(job.id()).ifPresent(ended -> listener.ended(channel, ended));
    }
  }
}
