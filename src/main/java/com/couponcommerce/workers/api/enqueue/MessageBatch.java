package com.couponcommerce.workers.api.enqueue;

import com.couponcommerce.workers.api.http.NdJson;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.delivery.Acceptance;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.PayloadSplitter;
import com.couponcommerce.workers.message.PayloadSplitter.Part;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.Enqueuing.Entry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes messages of the body of a request, or says all that is wrong with it. */
@Singleton
public class MessageBatch {
  /** Below the 10 MiB of a body that WildFly takes unless it is told otherwise. */
  static final int MAX_BYTES = 8_388_608;

  private static final int MAX_MESSAGES = 1000;

  /** Whoever makes more mistakes will find the rest when these are gone. */
  private static final int MAX_ERRORS = 100;

  private static final PayloadSplitter SPLITTER = new PayloadSplitter(MAX_MESSAGES);

  private final Acceptance acceptance;

  @Inject
  public MessageBatch(Acceptance acceptance) {
    this.acceptance = acceptance;
  }

  /**
   * The messages, checked and ready to be enqueued.
   *
   * @throws Problem with 422 and every mistake
   */
  List<Entry> messages(Channel channel, MediaType type, byte[] body) {
    boolean lines = type.isCompatible(MediaType.valueOf(NdJson.MEDIA_TYPE));
    List<Part> parts;
    try {
      parts = lines ? SPLITTER.lines(body) : SPLITTER.json(body);
    } catch (RefusedMessageException e) {
      throw Problem.invalid("nothing was enqueued: " + e.problem(), List.of());
    }
    if (parts.isEmpty()) {
      throw Problem.invalid("nothing was enqueued: there is no message in the body", List.of());
    }
    return messages(channel, lines ? "line " : "message ", parts);
  }

  private List<Entry> messages(Channel channel, String unit, List<Part> parts) {
    List<Entry> messages = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    Map<MessageId, Integer> seen = new HashMap<>();
    for (Part part : parts) {
      try {
        Entry message = acceptance.accept(channel, part.payload());
        Integer first = seen.putIfAbsent(message.id(), part.number());
        if (first != null) {
          throw RefusedMessageException.field("id", "is that of " + unit + first + " too");
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
    return messages;
  }

  static String wrong(int wrong, int all) {
    if (all == 1) {
      return "the message is wrong";
    }
    return wrong + " of " + all + (wrong == 1 ? " messages is wrong" : " messages are wrong");
  }
}
