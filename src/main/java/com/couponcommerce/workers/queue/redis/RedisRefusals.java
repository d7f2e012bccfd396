package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.log.Causes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Adds advice to the errors of Redis. */
final class RedisRefusals {

  private static final String CLUSTER =
      "this is a Redis Cluster: use redis-cluster:// in REDIS_URL, and QUEUE_KEY_PREFIX with {…}";

  private static final String NO_CLUSTER = "cluster support disabled";

  /** First word of an error → advice. */
  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry("NOAUTH", "set a password in REDIS_URL"),
          Map.entry("WRONGPASS", "check user and password in REDIS_URL"),
          Map.entry("NOPERM", "give the Redis user in REDIS_URL the right to do this"),
          Map.entry("OOM", "Redis is out of memory: raise maxmemory or drain the queues"),
          Map.entry("MISCONF", "Redis cannot write to its disk: read its log"),
          Map.entry("READONLY", "this is a replica: REDIS_URL must name the primary"),
          Map.entry("NOREPLICAS", "too few replicas are connected to Redis"),
          Map.entry("WRONGTYPE", "a queue key holds another type: rename that key"),
          Map.entry("CROSSSLOT", CLUSTER),
          Map.entry("MOVED", CLUSTER),
          Map.entry("CLUSTERDOWN", "a part of the Redis Cluster does not answer"),
          Map.entry("TRYAGAIN", "the keys are moving to another server; this ends by itself"),
          Map.entry("LOADING", "Redis is still loading its data; this ends by itself"),
          Map.entry("BUSY", "another client's script keeps Redis busy"));

  /**
   * Errors of a former primary. NOREPLICAS: it loses its replicas before it learns of the new one.
   */
  private static final Set<String> DEMOTED =
      Set.of("READONLY", "UNBLOCKED", "MASTERDOWN", "NOREPLICAS");

  private RedisRefusals() {}

  static QueueUnavailableException unavailable(String address, JedisException e) {
    String said = said(e);
    if (!(e instanceof JedisDataException)) {
      return new QueueUnavailableException("Redis at " + address + " does not answer: " + said, e);
    }
    String advice =
        said.contains(NO_CLUSTER)
            ? "this is not a Redis Cluster: use redis:// in REDIS_URL"
            : ADVICE.get(firstWord(said));
    String advised = advice == null ? "" : " (" + advice + ")";
    return new QueueUnavailableException(
        address, said + advised, "Redis refuses: " + errorCode(said) + advised, e);
  }

  /** Returns the first word of an error if it is a code: the others may name hosts. */
  private static String errorCode(String said) {
    String word = firstWord(said);
    return word.matches("[A-Z]{3,20}") ? word : "an error that the log has";
  }

  static String said(JedisException e) {
    return Optional.ofNullable(Causes.root(e).getMessage()).orElse(e.getClass().getSimpleName());
  }

  /** Returns whether the server is no primary any more, or may be none. */
  static boolean isOfDemoted(JedisException e) {
    return says(e, DEMOTED);
  }

  static boolean isWrongType(JedisException e) {
    return says(e, Set.of("WRONGTYPE"));
  }

  static boolean isOutOfMemory(@Nullable Throwable e) {
    return says(e, Set.of("OOM"));
  }

  private static boolean says(@Nullable Throwable e, Set<String> firstWords) {
    return e instanceof JedisDataException
        && firstWords.contains(firstWord(String.valueOf(e.getMessage())));
  }

  private static String firstWord(String said) {
    return said.split("[ :]", 2)[0];
  }
}
