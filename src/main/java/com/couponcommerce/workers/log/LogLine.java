package com.couponcommerce.workers.log;

import com.couponcommerce.workers.mask.Mask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Line of the log: an event, and fields in the order in which they were added. A line never has a
 * message's content, a whole address, a phone number or a secret: text from other systems is added
 * by {@link #text}, which masks it.
 */
public final class LogLine {
  private final String event;
  private final Optional<String> sentence;
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private LogLine(String event, Optional<String> sentence) {
    this.event = event;
    this.sentence = sentence;
  }

  /**
   * Returns a line about a change of state.
   *
   * @param event one word, which may have hyphens, such as {@code "delivered"}
   */
  public static LogLine of(String event) {
    return new LogLine(event, Optional.empty());
  }

  /**
   * Returns a line with a sentence for readers and an event for programs.
   *
   * @param sentence text of this application alone, without text from other systems
   */
  public static LogLine saying(String event, String sentence) {
    return new LogLine(event, Optional.of(sentence));
  }

  /** Adds a value of this application, such as an id, a name or an enum constant. */
  public LogLine with(String name, Object value) {
    fields.put(name, value.toString());
    return this;
  }

  /** Adds a number. */
  public LogLine with(String name, long value) {
    fields.put(name, value);
    return this;
  }

  /** Adds text from another system, always quoted, with its addresses and numbers masked. */
  public LogLine text(String name, String value) {
    fields.put(name, new Masked(Mask.text(value)));
    return this;
  }

  /** Adds the masked message of an exception, or its class if it has no message. */
  public LogLine error(Throwable thrown) {
    String message = thrown.getMessage();
    return text("error", message == null ? thrown.getClass().getName() : message);
  }

  private record Masked(String text) {}

  String in(LogFormat format) {
    return format == LogFormat.JSON ? json() : text();
  }

  private String text() {
    StringBuilder line = new StringBuilder(sentence.map(Escape::sentence).orElse(event));
    fields.forEach((name, value) -> line.append(' ').append(name).append('=').append(shown(value)));
    return line.toString();
  }

  private static String shown(Object value) {
    if (value instanceof Masked masked) {
      return Escape.quoted(masked.text());
    }
    String token = value.toString();
    return isToken(token) ? token : Escape.quoted(token);
  }

  /** Returns true if the value needs no quotes to be separated from the next field. */
  private static boolean isToken(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '"' || c == '\\' || c == '=') {
        return false;
      }
    }
    return !value.isEmpty();
  }

  private String json() {
    StringBuilder line = new StringBuilder("{\"event\":").append(Escape.quoted(event));
    sentence.ifPresent(text -> line.append(",\"text\":").append(Escape.quoted(text)));
    fields.forEach(
        (name, value) ->
            line.append(',')
                .append(Escape.quoted(name))
                .append(':')
                .append(
                    value instanceof Long
                        ? value.toString()
                        : Escape.quoted(
                            value instanceof Masked masked ? masked.text() : value.toString())));
    return line.append('}').toString();
  }
}
