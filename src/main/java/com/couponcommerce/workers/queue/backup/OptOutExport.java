package com.couponcommerce.workers.queue.backup;

import com.couponcommerce.workers.queue.redis.RedisConnection;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/**
 * Exports the opt-outs, the earliest first. New ones come last, and one that is removed meanwhile
 * hides no other, since reading goes on by the time and not by the rank.
 */
final class OptOutExport {
  private static final int WINDOW = 500;

  private final RedisConnection redis;
  private final String key;

  /** Time up to which all were read, and the recipients of that time that were read. */
  private double from = Double.NEGATIVE_INFINITY;

  private Set<String> readOfThatTime = Set.of();

  OptOutExport(RedisConnection redis, String key) {
    this.redis = redis;
    this.key = key;
  }

  /** Reads the next window; empty once all were read. */
  List<Stored> next() {
    for (int max = WINDOW; ; max *= 2) {
      ZRangeParams window =
          ZRangeParams.zrangeByScoreParams(from, Double.POSITIVE_INFINITY).limit(0, max);
      List<Tuple> read = redis.call(client -> client.zrangeWithScores(key, window));
      List<Tuple> fresh =
          read.stream().filter(tuple -> !readOfThatTime.contains(tuple.getElement())).toList();
      if (!fresh.isEmpty()) {
        passed(read);
        return fresh.stream().map(OptOutExport::stored).toList();
      }
      if (read.size() < max) {
        return List.of();
      }
    }
  }

  private void passed(List<Tuple> read) {
    double last = read.get(read.size() - 1).getScore();
    Set<String> ofThatTime = new HashSet<>();
    read.stream()
        .filter(tuple -> tuple.getScore() == last)
        .forEach(tuple -> ofThatTime.add(tuple.getElement()));
    if (from == last) {
      ofThatTime.addAll(readOfThatTime);
    }
    from = last;
    readOfThatTime = ofThatTime;
  }

  private static Stored stored(Tuple tuple) {
    double since = tuple.getScore();
    return new StoredOptOut(
        tuple.getElement(),
        Double.isInfinite(since)
            ? (since > 0 ? "inf" : "-inf")
            : new BigDecimal(since).toPlainString());
  }
}
