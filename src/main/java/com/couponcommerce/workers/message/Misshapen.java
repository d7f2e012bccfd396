package com.couponcommerce.workers.message;

import com.couponcommerce.workers.mask.Mask;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what bytes are that are no JSON object, so that a producer finds the mistake: what the
 * serializers of other languages write, another encoding, or the place where JSON ends. It quotes
 * no value.
 */
final class Misshapen {
  static final String BYTE_ORDER_MARK = "begins with a byte order mark: push UTF-8 without one";

  /** First bytes of formats, in Latin-1. */
  private static final Map<String, String> MAGIC =
      Map.of(
          "\u001f\u008b", "is compressed by gzip: push the JSON itself",
          "(\u00b5/\u00fd", "is compressed by Zstandard: push the JSON itself",
          "x\u009c", "is compressed by zlib: push the JSON itself",
          "\u00ac\u00ed\u0000\u0005", "is a serialized Java object: push JSON",
          "\u0004\u0008", "is written by Ruby's Marshal: push JSON",
          "\u0080\u0004\u0095", "is a Python pickle: push the output of json.dumps",
          "\u0080\u0005\u0095", "is a Python pickle: push the output of json.dumps",
          "\u0080\u0003", "is a Python pickle: push the output of json.dumps",
          "\u00ef\u00bb\u00bf", BYTE_ORDER_MARK);

  private static final String OBJECT = "[object ";
  private static final String PRINTED_OBJECT =
      "is the printed form of a JavaScript object: push the output of JSON.stringify";

  private static final Pattern PHP =
      Pattern.compile("(?:[aO]:\\d+:[{\"]|s:\\d+:\"|[ibd]:-?[\\d.]+;|N;)");

  private static final Pattern PYTHON_BYTES = Pattern.compile("b['\"]");

  /** The words of programming languages for values that JSON lacks or spells otherwise. */
  private static final Pattern FOREIGN_WORD =
      Pattern.compile("-?(NaN|Infinity|undefined|None|True|False|nil|NULL|TRUE|FALSE)");

  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '([^']{1,200})'");

  /** Characters that are looked through for the beginning and the end of a word. */
  private static final int MAX_WORD = 20;

  /** Characters shown of a name. */
  private static final int MAX_NAME = 60;

  private Misshapen() {}

  /** Describes bytes that may be no text; empty if they are UTF-8. */
  static Optional<String> bytes(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 4), StandardCharsets.ISO_8859_1);
    Optional<String> format = format(start);
    if (format.isPresent()) {
      return format;
    }
    return malformed(bytes)
        .map(
            at ->
                (bytes[0] & 0xf0) == 0x80
                    ? "looks like MessagePack: push JSON"
                    : "is not UTF-8, from byte " + at + " on; it may be Latin-1 or Windows-1252");
  }

  private static Optional<String> format(String start) {
    if (start.startsWith("\u00ff\u00fe")
        || start.startsWith("\u00fe\u00ff")
        || start.startsWith("{\u0000")
        || start.startsWith("\u0000{")) {
      return Optional.of("is UTF-16: push UTF-8");
    }
    return MAGIC.entrySet().stream()
        .filter(format -> start.startsWith(format.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<Integer> malformed(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return decoder.decode(in, CharBuffer.allocate(bytes.length), true).isError()
        ? Optional.of(in.position())
        : Optional.empty();
  }

  /** Describes text that does not begin as a JSON object does. */
  static String text(char[] chars) {
    Optional<String> format = format(new String(chars, 0, Math.min(chars.length, 4)));
    if (format.isPresent()) {
      return format.get();
    }
    String text = new String(chars).strip();
    if (text.isEmpty()) {
      return "is empty; PHP's json_encode gives false, which is pushed as an empty string, for text"
          + " that is not UTF-8";
    }
    if (text.startsWith("\ufeff")) {
      return BYTE_ORDER_MARK;
    }
    if (PHP.matcher(text).lookingAt()) {
      return "is written by PHP's serialize: push the output of json_encode";
    }
    if (text.startsWith(OBJECT)) {
      return PRINTED_OBJECT;
    }
    if (PYTHON_BYTES.matcher(text).lookingAt()) {
      return "is the printed form of Python's bytes: push the bytes, not str() of them";
    }
    return switch (text.charAt(0)) {
      case '[' -> array(text);
      case '"' -> string(text);
      default ->
          text.startsWith("eyJ")
              ? "looks like JSON in base64: push the JSON itself"
              : "is not a JSON object: it must begin with {";
    };
  }

  private static String array(String text) {
    try {
      int messages = PayloadParser.elements(text).size();
      return "is an array of " + messages + " values: push each message by itself";
    } catch (RuntimeException e) {
      return "is an array: push each message by itself";
    }
  }

  private static String string(String text) {
    try (JsonParser parser = PayloadParser.parser(text)) {
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        String inner = parser.getText().strip();
        if (inner.startsWith("{") || inner.startsWith("[") || inner.startsWith("\"")) {
          return "is JSON in a JSON string, since it was encoded twice: encode it once";
        }
        if (inner.startsWith("eyJ")) {
          return "looks like JSON in base64: push the JSON itself";
        }
      }
    } catch (IOException e) {
      // It is no string either.
    }
    return "is a JSON string, and must be an object: it must begin with {";
  }

  /** Describes where and why text stops being JSON. */
  static String syntax(char[] chars, JsonProcessingException e) {
    int at = e.getLocation() == null ? 0 : (int) e.getLocation().getCharOffset();
    if (new String(chars, 0, Math.min(chars.length, OBJECT.length())).equals(OBJECT)) {
      return PRINTED_OBJECT;
    }
    String place = " at character " + (at + 1);
    Matcher duplicate = DUPLICATE.matcher(String.valueOf(e.getOriginalMessage()));
    if (duplicate.find()) {
      return "has the field " + name(duplicate.group(1)) + " twice, again" + place;
    }
    if (e instanceof JsonEOFException) {
      return "ends in the middle of its JSON object, after " + chars.length + " characters";
    }
    if (e instanceof StreamConstraintsException) {
      return "is nested deeper than "
          + PayloadParser.MAX_DEPTH
          + " levels, or has a number of more than "
          + PayloadParser.MAX_NUMBER_LENGTH
          + " digits,"
          + place;
    }
    return "is no JSON" + because(chars, at).orElse(place);
  }

  /** Finds the mistake at or just before a place: versions of the parser point at either. */
  private static Optional<String> because(char[] chars, int at) {
    for (int i = Math.min(at, chars.length - 1); i >= Math.max(0, at - 1); i--) {
      String word = word(chars, i);
      String reason =
          FOREIGN_WORD.matcher(word).matches()
              ? ": JSON has no " + word
              : because(chars[i], before(chars, i));
      if (!reason.isEmpty()) {
        int index = word.isEmpty() ? i : wordStart(chars, i);
        return Optional.of(" at character " + (index + 1) + reason);
      }
    }
    return Optional.empty();
  }

  private static String because(char c, char before) {
    if (c == '\'') {
      return ": JSON has double quotes, not single ones; push the output of a JSON library";
    }
    if (c == 0) {
      return ": a NUL byte, such as the end of a string in C, is no part of JSON";
    }
    if (c < ' ') {
      return ": a line break or control character in a string is written as \\n or \\u0000";
    }
    if (c == '\\') {
      return ": a backslash in a string is written as \\\\";
    }
    if ((c == '}' || c == ']') && before == ',') {
      return ": no comma may follow the last value";
    }
    if (c == '/') {
      return ": JSON has no comments";
    }
    return c != '"' && (before == '{' || before == ',')
        ? ": a name is in double quotes; push the output of a JSON library"
        : "";
  }

  private static String word(char[] chars, int at) {
    int to = at;
    while (to < chars.length && isOfWord(chars[to]) && to - at < MAX_WORD) {
      to++;
    }
    int from = wordStart(chars, at);
    return new String(chars, from, to - from);
  }

  private static int wordStart(char[] chars, int at) {
    int from = at;
    while (from > 0 && isOfWord(chars[from - 1]) && at - from < MAX_WORD) {
      from--;
    }
    return from;
  }

  private static boolean isOfWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  }

  private static char before(char[] chars, int at) {
    int i = at - 1;
    while (i >= 0 && Character.isWhitespace(chars[i])) {
      i--;
    }
    return i < 0 ? ' ' : chars[i];
  }

  /** Returns a name as errors show it: masked, since a producer may have made it from a person. */
  static String name(String name) {
    String shown = Mask.start(name, MAX_NAME);
    return shown.codePoints().anyMatch(Character::isISOControl) ? "(unprintable)" : shown;
  }
}
