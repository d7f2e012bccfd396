package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Shows a message byte for byte as Redis has it. */
final class RevealedMessage {
  private RevealedMessage() {}

  static JsonObjectBuilder json(FoundMessage message, QueueSecret secret) {
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("state", message.state().id()).add("bytes", message.size());
    if (message.state() == QueueState.DEAD_LETTER) {
      json.add("entry", secret.entry(message));
    }
    byte[] bytes = message.payload().bytes();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return json.add("payload", text);
    } catch (CharacterCodingException e) {
      return json.add("base64", Base64.getEncoder().encodeToString(bytes));
    }
  }
}
