package com.couponcommerce.workers.api.backup;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.ImportId;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.StoredMessage;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the lines that {@link ExportWriter} wrote: all of them, or the header and a part. */
final class ExportReader implements ImportSource {
  private static final int MAX_MESSAGES = 999_999_999;

  /** As Redis writes a score, and reads it back to the same one. */
  private static final Pattern DUE =
      Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?|\"[+-]?inf\"");

  private final Lines lines;
  private final boolean part;
  private final ImportId id;
  private long first;
  private long expected;
  private boolean cut;
  private OptionalLong total = OptionalLong.empty();

  /**
   * Reads the header.
   *
   * @param part whether the end line may be missing
   * @throws BadLineException where it is no header, or that of another channel or version
   */
  ExportReader(Lines lines, Channel channel, boolean part) throws IOException, BadLineException {
    this.lines = lines;
    this.part = part;
    MessageFields header =
        parse(lines.next().orElseThrow(() -> new BadLineException(1, "is missing")));
    try {
      this.id =
          header
              .text("export")
              .filter(ImportId::isValid)
              .map(ImportId::new)
              .orElseThrow(
                  () -> bad("is no header of an export; for other lines, give format=redis-cli"));
      String of = header.text("channel").orElse("");
      if (!of.equals(channel.id())) {
        throw bad("says that this is an export of another channel than " + channel);
      }
      if (header.count("version", MAX_MESSAGES).orElse(0) != ExportWriter.VERSION) {
        throw bad("has another version than " + ExportWriter.VERSION);
      }
    } catch (RefusedMessageException e) {
      throw bad("is wrong: " + e.getMessage());
    }
  }

  /** The export's own. */
  ImportId id() {
    return id;
  }

  @Override
  public long first() {
    return first;
  }

  @Override
  public OptionalLong total() {
    return total;
  }

  @Override
  public Optional<StoredMessage> next() throws IOException, BadLineException {
    Optional<byte[]> line = lines.next();
    if (line.isEmpty()) {
      if (total.isEmpty() && !part && !cut) {
        cut = true;
        throw new BadLineException(
            lines.number() + 1, "is missing: the file ends without its end line, so it was cut");
      }
      return Optional.empty();
    }
    if (total.isPresent()) {
      throw bad("comes after the end line");
    }
    MessageFields fields = parse(line.get());
    try {
      OptionalInt end = fields.count("end", MAX_MESSAGES);
      if (end.isPresent()) {
        return end(end.getAsInt());
      }
      int n =
          fields
              .count("n", MAX_MESSAGES)
              .orElseThrow(() -> bad("has neither n nor end: it is none of an export"));
      inOrder(n);
      return Optional.of(message(fields));
    } catch (RefusedMessageException e) {
      throw bad("is wrong: " + e.getMessage());
    }
  }

  private Optional<StoredMessage> end(int count) throws IOException, BadLineException {
    total = OptionalLong.of(count);
    if (first == 0) {
      first = count + 1L;
    } else if (count != expected - 1) {
      throw bad("says that there are " + count + " messages, but " + (expected - 1) + " came");
    }
    return next();
  }

  /**
   * It may begin anywhere, as a part does; from there on no number may be missing or come twice.
   */
  private void inOrder(int n) throws BadLineException {
    if (n == 0) {
      throw bad("has n 0; the first message has 1");
    }
    long wanted = first == 0 ? n : expected;
    if (first == 0) {
      first = n;
    }
    expected = n + 1L;
    if (n != wanted) {
      throw bad("has n " + n + " where " + wanted + " comes: lines are missing or out of order");
    }
  }

  private StoredMessage message(MessageFields fields)
      throws RefusedMessageException, BadLineException {
    String name = fields.text("state").orElse("");
    QueueState state = QueueState.of(name).orElseThrow(() -> bad("has an unknown state"));
    return new StoredMessage(state, due(fields, state), payload(fields));
  }

  private Optional<String> due(MessageFields fields, QueueState state) throws BadLineException {
    if (state != QueueState.RETRY) {
      return Optional.empty();
    }
    String due = fields.edit().json("due").orElse("");
    if (!DUE.matcher(due).matches()) {
      throw bad("is of state retry and needs due, a number of ms since 1970");
    }
    return Optional.of(due.replace("\"", ""));
  }

  private Payload payload(MessageFields fields) throws RefusedMessageException, BadLineException {
    Optional<String> text = fields.text("message");
    Optional<String> base64 = fields.text("base64");
    if (text.isPresent() == base64.isPresent()) {
      throw bad("needs message or base64, and not both");
    }
    try {
      return base64
          .map(encoded -> new Payload(Base64.getDecoder().decode(encoded)))
          .orElseGet(() -> Payload.of(text.orElseThrow()));
    } catch (IllegalArgumentException e) {
      throw bad("has base64 that is none");
    }
  }

  private MessageFields parse(byte[] line) throws BadLineException {
    try {
      return MessageFields.parse(new Payload(line));
    } catch (RefusedMessageException e) {
      throw bad("is no JSON object as an export has them");
    }
  }

  private BadLineException bad(String problem) {
    return new BadLineException(lines.number(), problem);
  }
}
