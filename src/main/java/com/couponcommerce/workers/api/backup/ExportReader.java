package com.couponcommerce.workers.api.backup;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.backup.ImportId;
import com.couponcommerce.workers.queue.backup.Stored;
import com.couponcommerce.workers.queue.backup.StoredMessage;
import com.couponcommerce.workers.queue.backup.StoredOptOut;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the lines that {@link ExportWriter} writes: the whole file, or the header and a part. */
final class ExportReader implements ImportSource {
  private static final int MAX_MESSAGES = 999_999_999;

  /** Matches a score as Redis writes it; Redis reads it back to the same score. */
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
   * @throws BadLineException if the line is no header, or is one of another channel or version
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
                  () ->
                      bad(
                          "is not the header of an export; for lines of redis-cli, set"
                              + " format=redis-cli"));
      String of = header.text("channel").orElse("");
      if (!of.equals(channel.id())) {
        throw bad("is the header of an export of another channel than " + channel);
      }
      int version = header.count("version", MAX_MESSAGES).orElse(0);
      if (version < 1 || version > ExportWriter.VERSION) {
        throw bad("has another version of the export format than 1 to " + ExportWriter.VERSION);
      }
    } catch (RefusedMessageException e) {
      throw bad("is invalid: " + e.getMessage());
    }
  }

  /** Returns the id of the export. */
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
  public Optional<Stored> next() throws IOException, BadLineException {
    Optional<byte[]> line = lines.next();
    if (line.isEmpty()) {
      if (total.isEmpty() && !part && !cut) {
        cut = true;
        throw new BadLineException(
            lines.number() + 1, "is missing: the file was cut, since it has no end line");
      }
      return Optional.empty();
    }
    if (total.isPresent()) {
      throw bad("follows the end line");
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
              .orElseThrow(() -> bad("is not an export line: \"n\" or \"end\" is missing"));
      inOrder(n);
      return Optional.of(fields.has(ExportWriter.OPT_OUT) ? optOut(fields) : message(fields));
    } catch (RefusedMessageException e) {
      throw bad("is invalid: " + e.getMessage());
    }
  }

  private Optional<Stored> end(int count) throws IOException, BadLineException {
    total = OptionalLong.of(count);
    if (first == 0) {
      first = count + 1L;
    } else if (count != expected - 1) {
      throw bad("announces " + count + " messages, but the file has " + (expected - 1));
    }
    return next();
  }

  /**
   * Checks the number of a message. The first one may be any, as in a part; from there on no number
   * may be missing or repeated.
   */
  private void inOrder(int n) throws BadLineException {
    if (n == 0) {
      throw bad("has n 0; the first message has n 1");
    }
    long wanted = first == 0 ? n : expected;
    if (first == 0) {
      first = n;
    }
    expected = n + 1L;
    if (n != wanted) {
      throw bad("has n " + n + " instead of " + wanted + ": lines are missing or out of order");
    }
  }

  private Stored optOut(MessageFields fields) throws RefusedMessageException, BadLineException {
    String recipient = fields.text(ExportWriter.OPT_OUT).orElse("");
    String since = fields.edit().json("at").orElse("");
    if (recipient.isBlank() || !DUE.matcher(since).matches()) {
      throw bad("is an opt-out and needs a recipient, and at, in ms since 1970");
    }
    return new StoredOptOut(recipient, since.replace("\"", ""));
  }

  private Stored message(MessageFields fields) throws RefusedMessageException, BadLineException {
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
      throw bad("has state retry and needs due, in ms since 1970");
    }
    return Optional.of(due.replace("\"", ""));
  }

  private Payload payload(MessageFields fields) throws RefusedMessageException, BadLineException {
    Optional<String> text = fields.text("message");
    Optional<String> base64 = fields.text("base64");
    if (text.isPresent() == base64.isPresent()) {
      throw bad("needs either message or base64");
    }
    try {
      return base64
          .map(encoded -> new Payload(Base64.getDecoder().decode(encoded)))
          .orElseGet(() -> Payload.of(text.orElseThrow()));
    } catch (IllegalArgumentException e) {
      throw bad("has invalid base64");
    }
  }

  private MessageFields parse(byte[] line) throws BadLineException {
    try {
      return MessageFields.parse(new Payload(line));
    } catch (RefusedMessageException e) {
      throw bad("is not a JSON object");
    }
  }

  private BadLineException bad(String problem) {
    return new BadLineException(lines.number(), problem);
  }
}
