package com.couponcommerce.workers.log;

import java.util.Locale;

/**
 * Escapes text so that it stays on its line and cannot deceive its reader. Characters that end a
 * line, move the cursor, colour a terminal or change the direction of writing become numeric
 * escapes (Unicode Technical Report 36, section 2.11; CWE-117). A JSON parser restores the text.
 */
final class Escape {
  private Escape() {}

  /** Returns the text in double quotes, as a JSON string. */
  static String quoted(String text) {
    return '"' + escaped(text, true) + '"';
  }

  /** Returns a sentence without quotes around it. */
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
