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
 * The jobs of one channel in Redis, where they survive the instances that work on them. One runs at
 * a time; the latest ones stay listed for a while.
 */
public final class Jobs {
  /** Time after which another instance takes the job of an instance that died. */
  public static final Duration LEASE = Duration.ofSeconds(5);

  private static final int MAX_LISTED = 50;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int MAX_ATTEMPTS = 3;

  private final RedisConnection redis;
  private final QueueKeys keys;
  private final int maxEntryBytes;

  public Jobs(RedisPools redis, Channel channel) {
    this.redis = redis.work();
    this.keys = redis.keys(channel);
    this.maxEntryBytes = redis.maxEntryBytes();
  }

  /**
   * Creates a job, which an instance takes within about a second.
   *
   * @return its id; empty if a job runs already
   */
  public Optional<String> create(JobOrder order) {
    // The lower half of a random UUID has 62 random bits in 16 hex digits.
    String id = Long.toHexString(UUID.randomUUID().getLeastSignificantBits());
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      String latest = latest().orElse("");
      Arguments arguments =
          new Arguments()
              .add(id)
              .add(latest)
              .add(MAX_LISTED)
              .add(KEPT.toMillis())
              .add(maxEntryBytes);
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
          // another client has just created one, which may have ended
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the job of an id; empty if there is none. */
  public Optional<Job> find(String id) {
    Reply reply = redis.run(Script.JOB_READ, List.of(keys.job(id)), new Arguments());
    return Job.read(id, reply.list());
  }

  /** Returns the latest jobs, the newest first. */
  public List<Job> list() {
    return list(MAX_LISTED);
  }

  /** Returns the latest jobs, the newest first, this many at most. */
  public List<Job> list(int max) {
    List<Job> jobs = new ArrayList<>();
    List<String> ids = redis.call(client -> client.lrange(keys.jobs(), 0, max - 1));
    ids.forEach(id -> find(id).ifPresent(jobs::add));
    return jobs;
  }

  private Optional<String> latest() {
    return Optional.ofNullable(redis.call(client -> client.lindex(keys.jobs(), 0)));
  }

  /**
   * Stops a job; the messages it has moved stay moved.
   *
   * @return false if it does not run
   */
  public boolean stop(String id) {
    return end(id, find(id), Job.State.STOPPED, "", "");
  }

  /** Takes the job that runs, for {@link #LEASE}; empty if none runs, or another owner has it. */
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
      end(id, job, Job.State.FAILED, owner, "its data in Redis was damaged by hand");
    }
    return job.map(taken -> new TakenJob(taken, pause));
  }

  /**
   * Does one turn of a job that the caller has taken; each turn happens once.
   *
   * @param late time by which a move may be late and still be made up for
   * @return false if it was not done: the job was stopped or taken by another owner, or one of the
   *     dead letters was moved meanwhile. {@link #take} tells which
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
   * @param error reason why it failed; empty if it is done
   * @return false if it is not the caller's any more
   */
  public boolean end(Job job, String owner, Optional<String> error) {
    Job.State state = error.isEmpty() ? Job.State.DONE : Job.State.FAILED;
    return end(job.id(), Optional.of(job), state, owner, error.orElse(""));
  }

  /** Ends a job and masks its stored filter, which may name a person. */
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
