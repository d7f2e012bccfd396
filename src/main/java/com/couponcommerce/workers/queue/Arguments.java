package com.couponcommerce.workers.queue;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a script is called with, in its order. */
final class Arguments {
  private final List<byte[]> list = new ArrayList<>();

  Arguments add(Payload payload) {
    list.add(payload.bytes());
    return this;
  }

  /** Empty text where there is none. */
  Arguments add(Optional<MessageId> id) {
    return add(id.map(MessageId::value).orElse(""));
  }

  Arguments add(long number) {
    return add(Long.toString(number));
  }

  Arguments add(String text) {
    list.add(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  List<byte[]> list() {
    return list;
  }
}
