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
 * Runs the job of a channel, turn by turn. It keeps no state: Redis has everything, so that any
 * instance continues where another one ended or died.
 */
final class JobRunner implements Duty {
  private static final EventLog LOG = EventLog.of(JobRunner.class);

  /** Poll interval for a new job; shorter than the lease of a job that waits for its rate. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Period whose permits one turn uses under a rate. */
  private static final Duration TURN = Duration.ofMillis(100);

  /**
   * Limit of missed time that later turns catch up: covers slow turns, avoids a burst after an
   * outage.
   */
  private static final Duration MADE_UP = Duration.ofSeconds(1);

  /**
   * Most messages moved per turn; costs Redis about 10 ms if the job left 50,000 others in place.
   */
  private static final int MAX_MOVED = 100;

  /** Most messages read per turn. */
  private static final int MAX_SCANNED = 500;

  private final Channel channel;
  private final Jobs jobs;
  private final JobWalk walk;
  private final String owner;
  private final Predicate<Payload> sendable;
  private final JobListener listener;

  /**
   * Makes the runner of one instance.
   *
   * @param owner id that no other instance has
   * @param sendable whether a worker could send a payload
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
    int maxMoves = job.order().rate().map(JobRunner::maxMoved).orElse(MAX_MOVED);
    boolean everything = job.order().filter().isAll();
    JobWindow window = walk.next(job, everything ? maxMoves : MAX_SCANNED);
    if (window.messages().isEmpty()) {
      end(job, Optional.empty());
      return;
    }
    JobTurn turn = new JobChoice(job, sendable).turn(window, maxMoves);
    jobs.move(job, owner, turn, MADE_UP);
  }

  private static int maxMoved(RateLimit rate) {
    long permits = rate.permits() * TURN.toMillis() / rate.per().toMillis();
    return (int) Math.min(MAX_MOVED, Math.max(1, permits));
  }

  private void end(Job job, Optional<String> error) {
    if (jobs.end(job, owner, error)) {
      jobs.find(job.id()).ifPresent(ended -> listener.ended(channel, ended));
    }
  }
}
