package com.couponcommerce.workers.api.backup;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.StoredMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes the lines of an export; {@link ExportReader} reads them. */
final class ExportWriter {
  /** Version of the lines. A change that an older import would misread gets another number. */
  static final int VERSION = 1;

  /** What Redis writes for a score that JSON has no number for. */
  private static final String INFINITE = "inf";

  private final OutputStream out;
  private long messages;

  ExportWriter(OutputStream out) {
    this.out = out;
  }

  /** The first line. */
  void begin(UUID id, Channel channel, Instant at, Collection<QueueState> states)
      throws IOException {
    String names =
        states.stream()
            .map(state -> PayloadEditor.quote(state.id()))
            .collect(Collectors.joining(",", "[", "]"));
    line(
        "{\"export\":\"%s\",\"channel\":\"%s\",\"at\":\"%s\",\"version\":%d,\"states\":%s}"
            .formatted(id, channel.id(), at, VERSION, names));
  }

  /** The line of one message. */
  void add(StoredMessage message) throws IOException {
    messages++;
    String due = message.due().map(score -> ",\"due\":" + json(score)).orElse("");
    line(
        "{\"n\":"
            + messages
            + ",\"state\":\""
            + message.state().id()
            + '"'
            + due
            + ','
            + json(message.payload())
            + '}');
  }

  /** The last line, without which an export is not complete: HTTP does not tell. */
  void end() throws IOException {
    line("{\"end\":" + messages + "}");
  }

  /** How many messages were written. */
  long messages() {
    return messages;
  }

  private static String json(String score) {
    return score.endsWith(INFINITE) ? PayloadEditor.quote(score) : score;
  }

  /**
   * As text where the bytes are text, so that an operator can read it; otherwise, and where nearly
   * all of it had to be escaped, as base64, which keeps any bytes and a line short.
   */
  private static String json(Payload payload) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload.bytes())).toString();
      String quoted = PayloadEditor.quote(text);
      if (quoted.length() <= 2L * payload.size() + 2) {
        return "\"message\":" + quoted;
      }
    } catch (CharacterCodingException notText) {
      // written below
    }
    return "\"base64\":\"" + Base64.getEncoder().encodeToString(payload.bytes()) + '"';
  }

  private void line(String json) throws IOException {
    out.write(json.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }
}
