package com.couponcommerce.workers.api.backup;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.backup.Stored;
import com.couponcommerce.workers.queue.backup.StoredMessage;
import com.couponcommerce.workers.queue.backup.StoredOptOut;
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
  /** Version of the line format. It changes when an older import would misread the lines. */
  static final int VERSION = 2;

  /** Field of a line that has an opt-out. */
  static final String OPT_OUT = "optOut";

  /** Score that Redis writes and JSON has no number for. */
  private static final String INFINITE = "inf";

  private final OutputStream out;
  private long entries;
  private long messages;

  ExportWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes the first line. */
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

  /** Writes the line of one entry. */
  void add(Stored entry) throws IOException {
    entries++;
    if (entry instanceof StoredMessage message) {
      add(message);
    } else if (entry instanceof StoredOptOut optOut) {
      line(
          "{\"n\":%d,\"%s\":%s,\"at\":%s}"
              .formatted(
                  entries, OPT_OUT, PayloadEditor.quote(optOut.recipient()), json(optOut.since())));
    }
  }

  private void add(StoredMessage message) throws IOException {
    messages++;
    String due = message.due().map(score -> ",\"due\":" + json(score)).orElse("");
    line(
        "{\"n\":"
            + entries
            + ",\"state\":\""
            + message.state().id()
            + '"'
            + due
            + ','
            + json(message.payload())
            + '}');
  }

  /** Writes the last line. An export without it is incomplete; HTTP does not show that. */
  void end() throws IOException {
    line("{\"end\":" + entries + "}");
  }

  /** Returns the number of messages written. */
  long messages() {
    return messages;
  }

  private static String json(String score) {
    return score.endsWith(INFINITE) ? PayloadEditor.quote(score) : score;
  }

  /**
   * Returns the payload as a string if its bytes are UTF-8, so that an operator can read it.
   * Otherwise, and if most characters would be escaped, returns base64, which keeps all bytes and
   * is shorter.
   */
  private static String json(Payload payload) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload.bytes())).toString();
      String quoted = PayloadEditor.quote(text);
      if (quoted.length() <= 2L * payload.size() + 2) {
        return "\"message\":" + quoted;
      }
    } catch (CharacterCodingException notUtf8) {
      // Not UTF-8: base64 below.
    }
    return "\"base64\":\"" + Base64.getEncoder().encodeToString(payload.bytes()) + '"';
  }

  private void line(String json) throws IOException {
    out.write(json.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }
}
