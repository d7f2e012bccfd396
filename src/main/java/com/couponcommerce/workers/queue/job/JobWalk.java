package com.couponcommerce.workers.queue.job;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.QueueReader;
import com.couponcommerce.workers.queue.browse.Window;
import com.couponcommerce.workers.queue.redis.RedisPools;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads what a job looks at next, from the oldest dead letter to the newest that was there when it
 * was created. Others may take dead letters away at the same time, by redis-cli too, so places are
 * not to be trusted: the last entry that the job passed, and the last one that it may touch, are
 * known by their bytes, and looked for where they should be and near that.
 */
public final class JobWalk {
  private static final int MOST_LOOKED_AROUND = 1000;

  private final QueueReader reader;

  public JobWalk(RedisPools redis, Channel channel) {
    this.reader = QueueReader.bounded(redis, redis.work(), channel);
  }

  /**
   * What comes next.
   *
   * @param place of the first
   * @param bound from this place on entries are newer than the job
   * @param sure false where the entry before that place is gone, so that the newest of these may be
   *     newer than the job
   * @param restarted true where the entry that the job passed last is gone, so that it begins again
   * @param anchor SHA-1 of the entry before the first; empty where there is none
   * @param messages the oldest first; empty at the end
   */
  public record Reading(
      long place,
      long bound,
      boolean sure,
      boolean restarted,
      String anchor,
      List<FoundMessage> messages) {
    public Reading {
      messages = List.copyOf(messages);
    }
  }

  /**
   * Reads on.
   *
   * @param most entries to read
   */
  public Reading next(Job job, int most) {
    Job.Walk walk = job.walk();
    if (walk.passed() == 0) {
      return reading(job, 0, "", walk.bound(), read(0, most));
    }
    Optional<Window> window =
        reader.after(QueueState.DEAD_LETTER, walk.passed(), walk.anchor(), most);
    if (window.isPresent()) {
      return reading(job, walk.passed(), walk.anchor(), walk.bound(), window.get().messages());
    }
    OptionalLong anchor = find(walk.passed() - 1, walk.anchor());
    if (anchor.isEmpty()) {
      return reading(job, 0, "", walk.bound(), read(0, most));
    }
    long place = anchor.getAsLong() + 1;
    long bound = walk.bound() - (walk.passed() - place);
    return reading(job, place, walk.anchor(), bound, read(place, most));
  }

  private List<FoundMessage> read(long place, int most) {
    return reader.list(QueueState.DEAD_LETTER, place, 1, most).messages();
  }

  /** What is removed at the right brings an entry nearer to that end, never farther away. */
  private OptionalLong find(long place, String sha1) {
    return reader.list(QueueState.DEAD_LETTER, place, -1, MOST_LOOKED_AROUND).messages().stream()
        .filter(message -> message.sha1().equals(sha1))
        .mapToLong(FoundMessage::place)
        .findFirst();
  }

  private Reading reading(
      Job job, long place, String anchor, long supposedBound, List<FoundMessage> window) {
    long bound = supposedBound;
    boolean sure = true;
    if (bound > place && !isEdge(bound - 1, job.walk().edge())) {
      OptionalLong edge = find(bound - 1, job.walk().edge());
      sure = edge.isPresent();
      bound = sure ? edge.getAsLong() + 1 : bound;
    }
    long end = bound;
    List<FoundMessage> within = window.stream().filter(message -> message.place() < end).toList();
    boolean restarted = place == 0 && job.walk().passed() > 0;
    return new Reading(place, bound, sure, restarted, anchor, within);
  }

  private boolean isEdge(long place, String sha1) {
    List<FoundMessage> window = read(place, 1);
    return !window.isEmpty() && window.get(0).sha1().equals(sha1);
  }
}
