package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arguments of a script, in their order. */
public final class Arguments {
  private final List<byte[]> list = new ArrayList<>();

  public Arguments add(Payload payload) {
    list.add(payload.bytes());
    return this;
  }

  /** Adds an id, or an empty string if there is none. */
  public Arguments add(Optional<MessageId> id) {
    return add(id.map(MessageId::value).orElse(""));
  }

  public Arguments add(long number) {
    return add(Long.toString(number));
  }

  public Arguments add(String text) {
    list.add(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public List<byte[]> list() {
    return list;
  }
}
