package com.couponcommerce.workers.log;

import java.util.Locale;

/**
 * Writes a text so that it stays on its line and looks like what it is: what ends a line, moves a
 * cursor, colours a terminal or turns the direction of writing is shown by its number (Unicode
 * Technical Report 36, section 2.11; CWE-117). JSON reads the same back.
 */
final class Escape {
  private Escape() {}

  /** In double quotes, as a JSON string. */
  static String quoted(String text) {
    return '"' + escaped(text, true) + '"';
  }

  /** A sentence without quotes around it. */
  static String sentence(String text) {
    return escaped(text, false);
  }

  private static String escaped(String text, boolean inQuotes) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      switch (c) {
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        case '"', '\\' -> escaped.append(inQuotes ? "\\" : "").appendCodePoint(c);
        default -> {
          if (isVisible(c)) {
            escaped.appendCodePoint(c);
          } else {
            for (char unit : Character.toChars(c)) {
              escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
            }
          }
        }
      }
    }
    return escaped.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
