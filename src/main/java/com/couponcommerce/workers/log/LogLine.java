package com.couponcommerce.workers.log;

import com.couponcommerce.workers.mask.Mask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of the log: what happened, and what to search for, in the order in which it was added.
 * Never a message's text, a whole address, a phone number or a secret: what others have said goes
 * in through {@link #text}, which masks it.
 */
public final class LogLine {
  /** What needs no quotes to be told from the next field. */
  private static final Pattern TOKEN = Pattern.compile("[!#-\\[\\]-~&&[^=]]+");

  private final String event;
  private final Optional<String> sentence;
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private LogLine(String event, Optional<String> sentence) {
    this.event = event;
    this.sentence = sentence;
  }

  /**
   * A change of state.
   *
   * @param event one word, hyphens allowed, such as {@code "delivered"}
   */
  public static LogLine of(String event) {
    return new LogLine(event, Optional.empty());
  }

  /**
   * A line for people, with an event for programs.
   *
   * @param sentence of ours, with nothing in it that somebody else has said
   */
  public static LogLine saying(String event, String sentence) {
    return new LogLine(event, Optional.of(sentence));
  }

  /** Adds a value of ours: an id, a name, a word of an enumeration. */
  public LogLine with(String name, Object value) {
    fields.put(name, value.toString());
    return this;
  }

  /** Adds a number. */
  public LogLine with(String name, long value) {
    fields.put(name, value);
    return this;
  }

  /** Adds what somebody else has said: always quoted, addresses and numbers in it masked. */
  public LogLine text(String name, String value) {
    fields.put(name, new Said(Mask.text(value)));
    return this;
  }

  /** Adds what an exception says, masked; its class where it says nothing. */
  public LogLine error(Throwable thrown) {
    String message = thrown.getMessage();
    return text("error", message == null ? thrown.getClass().getName() : message);
  }

  private record Said(String masked) {}

  String in(LogFormat format) {
    return format == LogFormat.JSON ? json() : text();
  }

  private String text() {
    StringBuilder line = new StringBuilder(sentence.map(Escape::sentence).orElse(event));
    fields.forEach((name, value) -> line.append(' ').append(name).append('=').append(shown(value)));
    return line.toString();
  }

  private static String shown(Object value) {
    if (value instanceof Said said) {
      return Escape.quoted(said.masked());
    }
    String token = value.toString();
    return TOKEN.matcher(token).matches() ? token : Escape.quoted(token);
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
                            value instanceof Said said ? said.masked() : value.toString())));
    return line.append('}').toString();
  }
}
