package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A payload as those may see it who may see messages, but neither whom they are for nor what they
 * say. Each field keeps its name and place, nested ones too: recipients are masked, texts give
 * their size only, digits of a subject are hidden since one-time codes stand there, and whatever
 * else it holds is masked as {@link Mask#text} does.
 */
public final class MaskedPayload {
  private static final Set<String> RECIPIENTS =
      Set.of("to", "cc", "bcc", "replyto", "remaining", "from");

  /** A link to unsubscribe is as good as a login. */
  private static final Set<String> CONTENTS =
      Set.of("body", "html", "message", "text", "content", "listunsubscribe");

  /**
   * Numbers that the workers and producers write, some as long as a phone number. {@code try} is
   * the former name of {@code attempt}.
   */
  private static final Set<String> NUMBERS =
      Set.of(
          "retries",
          "maxretries",
          "attempts",
          "attempt",
          "try",
          "sendat",
          "expiresat",
          "createdat");

  /** A viewer needs to recognise a text, not to read all of it. */
  private static final int LONGEST = 500;

  /** Room for the longest address, escapes included. */
  private static final int MOST_ADDRESS = 1000;

  private MaskedPayload() {}

  /**
   * The payload as JSON text for display; never the payload itself, and no input for a queue.
   *
   * @return of what is no message at all: what is wrong with it, its size and its digest
   */
  public static String json(Payload payload) {
    try {
      return object("", MessageFields.parse(payload).values());
    } catch (RefusedMessageException e) {
      return "{\"undecodable\":"
          + PayloadEditor.quote(e.problem())
          + ",\"bytes\":"
          + payload.size()
          + ",\"sha256\":"
          + PayloadEditor.quote(payload.digest())
          + "}";
    }
  }

  /**
   * A value.
   *
   * @param name of the field that it stands in, or that its array or object of recipients does
   */
  private static String value(String name, @Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (CONTENTS.contains(name)) {
      return PayloadEditor.quote("(" + size(value) + ")");
    }
    if (value instanceof List<?> list) {
      StringJoiner values = new StringJoiner(",", "[", "]");
      list.forEach(element -> values.add(value(name, element)));
      return values.toString();
    }
    if (value instanceof Map<?, ?> map) {
      return object(RECIPIENTS.contains(name) ? name : "", map);
    }
    if (value instanceof String text) {
      return PayloadEditor.quote(shown(name, text));
    }
    return value instanceof MessageFields.NumberText number
        ? number(name, number.text())
        : value.toString();
  }

  /**
   * An object.
   *
   * @param around the name that its fields count as; empty for their own
   */
  private static String object(String around, Map<?, ?> fields) {
    StringJoiner members = new StringJoiner(",", "{", "}");
    fields.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          String rule = around.isEmpty() ? name.toLowerCase(Locale.ROOT) : around;
          members.add(PayloadEditor.quote(masked(name)) + ":" + value(rule, value));
        });
    return members.toString();
  }

  private static String shown(String name, String text) {
    if (RECIPIENTS.contains(name)) {
      return recipient(name, text);
    }
    return name.equals("subject") ? masked(text).replaceAll("\\p{Nd}", "#") : masked(text);
  }

  /** A sender may be a name, which is nobody's. */
  private static String recipient(String name, String text) {
    String address = Mask.address(text);
    if (address.contains("@")) {
      return address;
    }
    return name.equals("from") ? masked(text) : Mask.number(text);
  }

  private static String masked(String text) {
    // Cut behind the mask, or half an address could be left that looks like none.
    String start = Mask.text(text.substring(0, Math.min(text.length(), LONGEST + MOST_ADDRESS)));
    return text.length() <= LONGEST
        ? start
        : start.substring(0, Math.min(start.length(), LONGEST)) + "… (" + size(text) + ")";
  }

  private static String number(String name, String number) {
    String masked = RECIPIENTS.contains(name) ? Mask.number(number) : Mask.text(number);
    return NUMBERS.contains(name) || masked.equals(number) ? number : PayloadEditor.quote(masked);
  }

  private static String size(Object value) {
    if (value instanceof String text) {
      return text.length() + " characters";
    }
    if (value instanceof List<?> list) {
      return list.size() + " values";
    }
    if (value instanceof Map<?, ?> map) {
      return map.size() + " fields";
    }
    return value instanceof Boolean ? "true or false" : "a number";
  }
}
