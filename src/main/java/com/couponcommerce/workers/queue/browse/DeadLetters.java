package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.redis.Arguments;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.RedisConnection;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.Script;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds, redrives and discards single dead letters of one channel. A dead letter is identified by
 * its bytes, so the one that was seen is changed, whatever else moves meanwhile; of byte-identical
 * ones it is any.
 */
public final class DeadLetters {
  private final MessageSearch search;
  private final RedisConnection redis;
  private final QueueKeys keys;

  public DeadLetters(RedisPools redis, Channel channel) {
    this.search = new MessageSearch(redis, channel);
    this.redis = redis.work();
    this.keys = redis.keys(channel);
  }

  /**
   * Searches for a dead letter.
   *
   * @param wanted whether a message is the one that is searched for
   * @param place where it was seen; the search begins there
   * @param timeout upper bound of the search
   * @return a page with the dead letter, or an empty one with the position the search reached
   */
  public MessageSearch.Page find(
      Predicate<FoundMessage> wanted, OptionalLong place, Duration timeout) {
    if (place.isPresent()) {
      // Entries that left the right end have brought it nearer to that end, never farther away.
      MessageSearch.Page near = search(wanted, Optional.of(seen(place.getAsLong())), Duration.ZERO);
      if (!near.found().isEmpty()) {
        return near;
      }
    }
    return search(wanted, Optional.empty(), timeout);
  }

  /**
   * Searches for several dead letters.
   *
   * @param name of a message
   * @param wanted names, each with the place where the message was seen, if it is known
   * @param timeout upper bound of the search for those that are not near their places
   * @return those that were found, in no order, and the position that the search reached if others
   *     may still be there
   */
  public MessageSearch.Page findAll(
      Function<FoundMessage, String> name, Map<String, OptionalLong> wanted, Duration timeout) {
    Map<String, FoundMessage> found = new LinkedHashMap<>();
    Predicate<FoundMessage> isNew =
        message -> {
          String its = name.apply(message);
          return wanted.containsKey(its) && found.putIfAbsent(its, message) == null;
        };
    List<Long> places =
        wanted.values().stream()
            .flatMapToLong(OptionalLong::stream)
            .boxed()
            .sorted(Comparator.reverseOrder())
            .toList();
    long read = Long.MAX_VALUE;
    for (long place : places) {
      // One window has most of a page: its lower places are not read again.
      if (place < read) {
        MessageSearch.Page near = search.search(seen(place), isNew, wanted.size(), Duration.ZERO);
        read = place - near.scanned() + 1;
      }
    }
    int missing = wanted.size() - found.size();
    MessageSearch.Page rest =
        missing == 0
            ? new MessageSearch.Page(List.of(), 0, 0, Optional.empty())
            : search.search(Cursor.start(QueueState.DEAD_LETTER), isNew, missing, timeout);
    Optional<Cursor> next = found.size() == wanted.size() ? Optional.empty() : rest.next();
    return new MessageSearch.Page(List.copyOf(found.values()), rest.scanned(), rest.total(), next);
  }

  private static Cursor seen(long place) {
    return Cursor.place(QueueState.DEAD_LETTER, place);
  }

  private MessageSearch.Page search(
      Predicate<FoundMessage> wanted, Optional<Cursor> from, Duration timeout) {
    return search.search(QueueState.DEAD_LETTER, from, wanted, 1, timeout);
  }

  /**
   * Moves a dead letter back to pending and removes the mark of its id, so that it is sent again.
   *
   * @param becomes payload to put into pending: the same, or as an operator edited it
   * @param id whose mark is to be removed; empty for none
   * @return false if the dead letter is gone
   */
  public boolean redrive(FoundMessage deadLetter, Payload becomes, Optional<MessageId> id) {
    Arguments arguments =
        new Arguments().add(deadLetter.payload()).add(becomes).add(id).add(deadLetter.place());
    return redis
        .run(Script.REDRIVE, List.of(keys.deadLetter(), keys.pending(), keys.sent()), arguments)
        .done();
  }

  /**
   * Removes a dead letter for good.
   *
   * @return false if it is gone
   */
  public boolean discard(FoundMessage deadLetter) {
    Arguments arguments = new Arguments().add(deadLetter.payload());
    Script script = deadLetter.isWhole() ? Script.DISCARD : Script.DISCARD_LARGE;
    if (!deadLetter.isWhole()) {
      arguments.add(deadLetter.size());
    }
    return redis.run(script, List.of(keys.deadLetter()), arguments.add(deadLetter.place())).done();
  }
}
