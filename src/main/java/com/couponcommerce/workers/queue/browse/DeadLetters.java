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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Single dead letters of one channel. What is changed is found again by its bytes, so it is the one
 * that was seen, whatever others move meanwhile; of byte-identical ones it is any.
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
   * Looks for one.
   *
   * @param entry as {@link FoundMessage#entry} names it
   * @param place where it was seen; it is found sooner near that
   * @param atMost how long to look
   * @return a page of one, or of none with how far it looked
   */
  public MessageSearch.Page find(String entry, OptionalLong place, Duration atMost) {
    if (place.isPresent()) {
      // What left the right end since then has brought it nearer to that, never farther away.
      MessageSearch.Page near = search(entry, Optional.of(seen(place.getAsLong())), Duration.ZERO);
      if (!near.found().isEmpty()) {
        return near;
      }
    }
    return search(entry, Optional.empty(), atMost);
  }

  private static Cursor seen(long place) {
    return Cursor.place(QueueState.DEAD_LETTER, place);
  }

  private MessageSearch.Page search(String entry, Optional<Cursor> from, Duration atMost) {
    return search.search(
        QueueState.DEAD_LETTER, from, message -> message.entry().equals(entry), 1, atMost);
  }

  /**
   * Moves one back to pending and clears the mark of its id, so that it is sent again.
   *
   * @param becomes what to put into pending: the same, or as somebody changed it
   * @param id to clear the mark of; empty for none
   * @return false where it is not there any more
   */
  public boolean redrive(FoundMessage deadLetter, Payload becomes, Optional<MessageId> id) {
    Arguments arguments =
        new Arguments().add(deadLetter.payload()).add(becomes).add(id).add(deadLetter.place());
    return redis
        .run(Script.REDRIVE, List.of(keys.deadLetter(), keys.pending(), keys.sent()), arguments)
        .done();
  }

  /**
   * Removes one for good.
   *
   * @return false where it is not there any more
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
