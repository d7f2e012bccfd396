package com.couponcommerce.workers.queue.browse;

import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PayloadEditor;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.Catalogue;
import com.couponcommerce.workers.message.field.FieldKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Masks a payload for users who may see messages, but neither their recipients nor their contents.
 * Each field keeps its name and place, nested ones too: recipients are masked, contents are
 * replaced by their size, digits of a subject are hidden since it may hold a one-time code, and
 * everything else is masked by {@link Mask#text}.
 */
public final class MaskedPayload {
  /**
   * Numbers within the fields that the workers write. {@code try} is the former name of {@code
   * attempt}.
   */
  private static final Set<String> NUMBERS = Set.of("attempts", "attempt", "try");

  /** Number of characters shown of a string: enough to recognize it. */
  private static final int MAX_SHOWN = 500;

  private static final Pattern SIZE = Pattern.compile("\\([0-9]+ [a-z]+\\)");

  /** Number of characters of the largest address, escapes included. */
  private static final int MAX_ADDRESS = 1000;

  private MaskedPayload() {}

  /**
   * Returns the masked payload as JSON for display; it is never the payload itself.
   *
   * @return for a payload that cannot be decoded, an object with the problem and the size
   */
  public static String json(Payload payload) {
    try {
      return object("", MessageFields.parse(payload).values());
    } catch (RefusedMessageException e) {
      return "{\"undecodable\":"
          + PayloadEditor.quote(e.problem())
          + ",\"bytes\":"
          + payload.size()
          + "}";
    }
  }

  /**
   * Masks a text as the value of a field, or of a field of an object, {@code a.b}, by the strictest
   * rule that may hold for it.
   */
  static String text(String path, String text) {
    List<String> names = List.of(path.split("\\.", -1));
    if (names.stream().anyMatch(name -> Catalogue.kind(name).isSecret())) {
      return sizeOf(text);
    }
    return names.stream()
        .filter(MaskedPayload::isPerson)
        .findFirst()
        .or(() -> names.stream().filter(MaskedPayload::isSubject).findFirst())
        .map(name -> shown(name, text))
        .orElseGet(() -> masked(text));
  }

  /** Returns what is shown of a value that is hidden; what this has returned stays as it is. */
  static String sizeOf(Object value) {
    return value instanceof String text && SIZE.matcher(text).matches()
        ? text
        : "(" + size(value) + ")";
  }

  private static boolean isSubject(String name) {
    return Catalogue.kind(name) == FieldKind.SUBJECT;
  }

  private static boolean isPerson(String name) {
    return Catalogue.kind(name).isPerson();
  }

  /**
   * Masks a value.
   *
   * @param name name of its field, or of the field of its array or object of recipients
   */
  private static String value(String name, @Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (Catalogue.kind(name).isSecret()) {
      return PayloadEditor.quote(sizeOf(value));
    }
    if (value instanceof List<?> list) {
      StringJoiner values = new StringJoiner(",", "[", "]");
      list.forEach(element -> values.add(value(name, element)));
      return values.toString();
    }
    if (value instanceof Map<?, ?> map) {
      return object(isPerson(name) ? name : "", map);
    }
    if (value instanceof String text) {
      return PayloadEditor.quote(shown(name, text));
    }
    return value instanceof MessageFields.NumberText number
        ? number(name, number.text())
        : value.toString();
  }

  /**
   * Masks an object.
   *
   * @param around name that its fields are masked by; empty for their own
   */
  private static String object(String around, Map<?, ?> fields) {
    StringJoiner members = new StringJoiner(",", "{", "}");
    fields.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          String rule = around.isEmpty() ? name : around;
          members.add(PayloadEditor.quote(masked(name)) + ":" + value(rule, value));
        });
    return members.toString();
  }

  private static String shown(String name, String text) {
    if (isPerson(name)) {
      return recipient(name, text);
    }
    return isSubject(name) ? masked(text).replaceAll("\\p{Nd}", "#") : masked(text);
  }

  /** Masks a recipient or sender; the name of a sender identifies no person. */
  private static String recipient(String name, String text) {
    String address = Mask.address(text);
    if (address.contains("@")) {
      // The domain may be a number: sms@4915123456789.
      return Mask.text(address);
    }
    return Catalogue.isSame(name, "from") ? masked(text) : Mask.number(text);
  }

  private static String masked(String text) {
    // The string is cut after masking, or half an address could be left that is not recognized. A
    // mask shortens, so that enough must be left behind the cut.
    int read = MAX_SHOWN + MAX_ADDRESS;
    String start = Mask.text(text.substring(0, Math.min(text.length(), read)));
    while (read < text.length() && start.length() < MAX_SHOWN + MAX_ADDRESS) {
      read *= 2;
      start = Mask.text(text.substring(0, Math.min(text.length(), read)));
    }
    return text.length() <= MAX_SHOWN
        ? start
        : start.substring(0, Math.min(start.length(), MAX_SHOWN)) + "… " + sizeOf(text);
  }

  private static String number(String name, String number) {
    String masked = isPerson(name) ? Mask.number(number) : Mask.text(number);
    boolean isNumber = Catalogue.kind(name).isNumber() || NUMBERS.contains(name);
    return (isNumber || masked.equals(number)) && isReadable(number)
        ? number
        : PayloadEditor.quote(masked);
  }

  /**
   * Returns whether programs can read a number. JSON allows any exponent; parsers refuse one that
   * their types do not hold, and with it the whole page.
   */
  private static boolean isReadable(String number) {
    try {
      return Double.isFinite(new BigDecimal(number).doubleValue());
    } catch (NumberFormatException e) {
      return false;
    }
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
