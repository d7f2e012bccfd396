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
 * Reads the dead letters that a job looks at next, from the oldest to the newest that was there
 * when it was created. Other instances and redis-cli may remove dead letters at the same time, so
 * places are not reliable: the last entry that the job passed and the last one that it may touch
 * are recognized by their SHA-1, and searched for near their old places.
 */
public final class JobWalk {
  private final QueueReader reader;

  public JobWalk(RedisPools redis, Channel channel) {
    this.reader = QueueReader.bounded(redis, redis.work(), channel);
  }

  /** Reads the next window of a job. */
  public JobWindow next(Job job, int maxEntries) {
    Job.Walk walk = job.walk();
    if (walk.passed() == 0) {
      return window(job, new JobPosition(0, walk.bound(), ""), read(0, maxEntries));
    }
    Optional<Window> rest =
        reader.after(QueueState.DEAD_LETTER, walk.passed(), walk.anchor(), maxEntries);
    if (rest.isPresent()) {
      JobPosition same = new JobPosition(walk.passed(), walk.bound(), walk.anchor());
      return window(job, same, rest.get().messages());
    }
    OptionalLong anchor = find(walk.passed() - 1, walk.anchor());
    if (anchor.isEmpty()) {
      return window(job, new JobPosition(0, walk.bound(), ""), read(0, maxEntries));
    }
    long place = anchor.getAsLong() + 1;
    long bound = walk.bound() - (walk.passed() - place);
    return window(job, new JobPosition(place, bound, walk.anchor()), read(place, maxEntries));
  }

  private List<FoundMessage> read(long place, int maxEntries) {
    return reader.list(QueueState.DEAD_LETTER, place, 1, maxEntries).messages();
  }

  private OptionalLong find(long place, String sha1) {
    return reader.find(QueueState.DEAD_LETTER, place, sha1);
  }

  private JobWindow window(Job job, JobPosition supposed, List<FoundMessage> messages) {
    long place = supposed.place();
    long bound = supposed.bound();
    boolean sure = true;
    if (bound > place && !isEdge(bound - 1, job.walk().edge())) {
      OptionalLong edge = find(bound - 1, job.walk().edge());
      sure = edge.isPresent();
      bound = sure ? edge.getAsLong() + 1 : bound;
    }
    long end = bound;
    List<FoundMessage> within = messages.stream().filter(message -> message.place() < end).toList();
    boolean restarted = place == 0 && job.walk().passed() > 0;
    return new JobWindow(new JobPosition(place, bound, supposed.anchor()), sure, restarted, within);
  }

  private boolean isEdge(long place, String sha1) {
    List<FoundMessage> window = read(place, 1);
    return !window.isEmpty() && window.get(0).sha1().equals(sha1);
  }
}
