package com.couponcommerce.workers.queue.job;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Reply;
import com.couponcommerce.workers.queue.redis.Script;
import com.couponcommerce.workers.settings.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The jobs of one channel in Redis, where they survive everybody who works on them. One runs at a
 * time; the latest ones stay listed for a while.
 */
public final class Jobs {
  /** An instance that died has left its job alone for so long before another one takes it. */
  public static final Duration LEASE = Duration.ofSeconds(5);

  private static final int MOST_LISTED = 50;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int MOST_TRIES = 3;

  private final RedisConnection redis;
  private final QueueKeys keys;
  private final int mostOfOne;

  public Jobs(RedisPools redis, Channel channel) {
    this.redis = redis.work();
    this.keys = redis.keys(channel);
    this.mostOfOne = redis.maxEntryBytes();
  }

  /**
   * Creates a job, which an instance takes within about a second.
   *
   * @return its id; empty where one runs already
   */
  public Optional<String> create(JobOrder order) {
    // The lower half of a random UUID: 62 random bits in 16 hex digits.
    String id = Long.toHexString(UUID.randomUUID().getLeastSignificantBits());
    for (int i = 0; i < MOST_TRIES; i++) {
      String latest = latest().orElse("");
      Arguments arguments =
          new Arguments().add(id).add(latest).add(MOST_LISTED).add(KEPT.toMillis()).add(mostOfOne);
      Job.fields(order).forEach(arguments::add);
      List<String> touched =
          List.of(keys.jobs(), keys.deadLetter(), keys.job(id), keys.job(latest));
      switch (Reply.number(redis.run(Script.JOB_CREATE, touched, arguments).value())) {
        case 1, 3 -> {
          return Optional.of(id);
        }
        case 0 -> {
          return Optional.empty();
        }
        default -> {
          // somebody else has just created one, which may have ended
        }
      }
    }
    return Optional.empty();
  }

  /** The job of that id. */
  public Optional<Job> find(String id) {
    Reply reply = redis.run(Script.JOB_READ, List.of(keys.job(id)), new Arguments());
    return Job.read(id, reply.list());
  }

  /** The newest first. */
  public List<Job> list() {
    List<Job> jobs = new ArrayList<>();
    List<String> ids = redis.call(client -> client.lrange(keys.jobs(), 0, MOST_LISTED - 1));
    ids.forEach(id -> find(id).ifPresent(jobs::add));
    return jobs;
  }

  private Optional<String> latest() {
    return Optional.ofNullable(redis.call(client -> client.lindex(keys.jobs(), 0)));
  }

  /**
   * Stops a job; what it has moved stays moved.
   *
   * @return false where it does not run
   */
  public boolean stop(String id) {
    return end(id, find(id), Job.State.STOPPED, "", "");
  }

  /** Takes the job that runs, for {@link #LEASE}; empty where none does, or another has it. */
  public Optional<TakenJob> take(String owner) {
    Optional<String> latest = latest();
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    String id = latest.get();
    Arguments arguments = new Arguments().add(owner).add(LEASE.toMillis()).add(KEPT.toMillis());
    List<?> reply =
        redis.run(Script.JOB_TAKE, List.of(keys.job(id), keys.jobs()), arguments).list();
    if (reply.isEmpty()) {
      return Optional.empty();
    }
    Duration pause = Duration.ofMillis((Long) reply.get(0));
    Optional<Job> job = Job.read(id, reply.subList(1, reply.size()));
    if (job.isEmpty()) {
      end(id, job, Job.State.FAILED, owner, "somebody changed it by hand");
    }
    return job.map(taken -> new TakenJob(taken, pause));
  }

  /**
   * Does one turn of a job that the caller has taken; each happens once.
   *
   * @param late by how much its rate may be made up for
   * @return false where it was not done: the job was stopped or taken by another one, or somebody
   *     moved one of the dead letters meanwhile. {@link #take} tells which
   */
  public boolean move(Job job, String owner, JobTurn turn, Duration late) {
    Arguments arguments =
        new Arguments()
            .add(owner)
            .add(job.walk().turn())
            .add(LEASE.toMillis())
            .add(turn.position().place())
            .add(turn.looked())
            .add(turn.found())
            .add(turn.refused())
            .add(turn.position().bound())
            .add(turn.position().anchor())
            .add(job.order().rate().map(Jobs::intervalMicros).orElse(0L))
            .add(TimeUnit.NANOSECONDS.toMicros(late.toNanos()));
    turn.moves()
        .forEach(
            move -> {
              arguments.add(move.message().place() - turn.position().place());
              arguments.add(move.message().payload()).add(move.id());
            });
    List<String> touched =
        List.of(keys.job(job.id()), keys.deadLetter(), keys.pending(), keys.sent());
    int reply = Reply.number(redis.run(Script.JOB_MOVE, touched, arguments).value());
    return reply == 1 || reply == 2;
  }

  private static long intervalMicros(RateLimit rate) {
    return TimeUnit.NANOSECONDS.toMicros(rate.per().toNanos()) / rate.permits();
  }

  /**
   * Ends a job that the caller has taken.
   *
   * @param error why it failed; empty where it is done
   * @return false where it is not the caller's any more
   */
  public boolean end(Job job, String owner, Optional<String> error) {
    Job.State state = error.isEmpty() ? Job.State.DONE : Job.State.FAILED;
    return end(job.id(), Optional.of(job), state, owner, error.orElse(""));
  }

  /** What was looked for may have been a person, and is kept masked from now on. */
  private boolean end(String id, Optional<Job> job, Job.State state, String owner, String error) {
    Arguments arguments =
        new Arguments()
            .add(state.id())
            .add(owner)
            .add(error)
            .add(
                job.map(known -> known.order().filter().masked()).orElse(MessageFilter.ALL).json());
    return redis.run(Script.JOB_END, List.of(keys.job(id)), arguments).done();
  }
}
