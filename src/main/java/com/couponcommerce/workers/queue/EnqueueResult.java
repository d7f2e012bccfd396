package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.redis.Reply;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The result of a request to enqueue messages. */
public sealed interface EnqueueResult {

  /** Calls the function of this case; a new case adds a parameter, so that no caller misses it. */
  <T> T match(Function<Done, T> done, Function<KeyTaken, T> keyTaken, Function<TooDeep, T> tooDeep);

  /**
   * All messages are on the queue.
   *
   * @param ids in the order of the request
   * @param before true if an earlier call of the same request enqueued them
   */
  record Done(List<MessageId> ids, boolean before) implements EnqueueResult {
    public Done {
      ids = List.copyOf(ids);
    }

    @Override
    public <T> T match(
        Function<Done, T> done, Function<KeyTaken, T> keyTaken, Function<TooDeep, T> tooDeep) {
      return done.apply(this);
    }
  }

  /** No message was enqueued, since the key is that of another request. */
  record KeyTaken() implements EnqueueResult {
    @Override
    public <T> T match(
        Function<Done, T> done, Function<KeyTaken, T> keyTaken, Function<TooDeep, T> tooDeep) {
      return keyTaken.apply(this);
    }
  }

  /**
   * No message was enqueued, since too many would be pending.
   *
   * @param pending number of pending messages
   */
  record TooDeep(long pending) implements EnqueueResult {
    @Override
    public <T> T match(
        Function<Done, T> done, Function<KeyTaken, T> keyTaken, Function<TooDeep, T> tooDeep) {
      return tooDeep.apply(this);
    }
  }

  /** A message to be enqueued. */
  record Entry(MessageId id, Payload payload) {}

  /** Reads {0 to 3, ids or number of pending messages}. */
  static EnqueueResult read(Reply reply) {
    List<?> values = reply.list();
    String text = Reply.text(values.get(1));
    return switch (Reply.number(values.get(0))) {
      case 0 -> new Done(ids(text), false);
      // After a lost reply it was this call that enqueued them.
      case 1 -> new Done(ids(text), !reply.repeated());
      case 2 -> new KeyTaken();
      default -> new TooDeep(Long.parseLong(text));
    };
  }

  private static List<MessageId> ids(String text) {
    return Stream.of(text.split(" ")).map(MessageId::new).toList();
  }
}
