package com.couponcommerce.workers.api.enqueue;

import com.couponcommerce.workers.api.http.NdJson;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.PayloadSplitter;
import com.couponcommerce.workers.message.PayloadSplitter.Part;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.EnqueueResult.Entry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns the body of a request into messages, or reports all mistakes in it. */
@Singleton
public class MessageBatch {
  /** Limit of a body, below the 10 MiB that WildFly accepts by default. */
  static final int MAX_BYTES = 8_388_608;

  private static final int MAX_MESSAGES = 1000;

  /** Limit of reported mistakes. */
  private static final int MAX_ERRORS = 100;

  private static final PayloadSplitter SPLITTER = new PayloadSplitter(MAX_MESSAGES);

  private final Acceptance acceptance;

  /**
   * The messages of a request.
   *
   * @param ignored names of the fields that have no effect
   */
  record Batch(List<Entry> messages, Set<String> ignored) {}

  @Inject
  public MessageBatch(Acceptance acceptance) {
    this.acceptance = acceptance;
  }

  /**
   * Returns the messages, checked and ready to be enqueued.
   *
   * @throws Problem 422 with all mistakes
   */
  Batch messages(Channel channel, MediaType type, byte[] body) {
    boolean lines = type.isCompatible(MediaType.valueOf(NdJson.MEDIA_TYPE));
    List<Part> parts;
    try {
      parts = lines ? SPLITTER.lines(body) : SPLITTER.json(body);
    } catch (RefusedMessageException e) {
      throw Problem.invalid("nothing was enqueued: " + e.problem(), List.of());
    }
    if (parts.isEmpty()) {
      throw Problem.invalid("nothing was enqueued: the body has no message", List.of());
    }
    return messages(channel, lines ? "line " : "message ", parts);
  }

  private Batch messages(Channel channel, String unit, List<Part> parts) {
    List<Entry> messages = new ArrayList<>();
    Set<String> ignored = new TreeSet<>();
    List<String> errors = new ArrayList<>();
    Map<MessageId, Integer> seen = new HashMap<>();
    for (Part part : parts) {
      try {
        Acceptance.Accepted accepted = acceptance.accept(channel, part.payload());
        Entry message = accepted.entry();
        ignored.addAll(accepted.ignored());
        Integer first = seen.putIfAbsent(message.id(), part.number());
        if (first != null) {
          throw RefusedMessageException.field("id", "is the same as in " + unit + first);
        }
        messages.add(message);
      } catch (RefusedMessageException e) {
        errors.add(unit + part.number() + ": " + e.problem());
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(
          "nothing was enqueued: " + wrong(errors.size(), parts.size()),
          errors.stream().limit(MAX_ERRORS).toList());
    }
    return new Batch(messages, ignored);
  }

  static String wrong(int wrong, int all) {
    if (all == 1) {
      return "the message is invalid";
    }
    return wrong + " of " + all + (wrong == 1 ? " messages is invalid" : " messages are invalid");
  }
}
