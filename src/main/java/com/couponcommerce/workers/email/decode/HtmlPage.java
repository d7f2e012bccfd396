package com.couponcommerce.workers.email.decode;

import java.util.Locale;

/** Recognizes HTML in {@code body}, where producers of the Bun workers write it. */
final class HtmlPage {
  private static final int MAX_BEGINNING = 15;

  private HtmlPage() {}

  /**
   * Returns true if the text begins with {@code <!doctype html} or {@code <html}, after blanks,
   * comments and the declaration of XHTML.
   */
  static boolean is(String text) {
    int start = afterBlanks(text, 0);
    for (int next = afterMarkup(text, start); next > start; next = afterMarkup(text, start)) {
      start = afterBlanks(text, next);
    }
    String head =
        text.substring(start, Math.min(text.length(), start + MAX_BEGINNING))
            .toLowerCase(Locale.ROOT);
    return head.startsWith("<!doctype html") || head.startsWith("<html");
  }

  /** Returns true if the text is in tags, such as {@code <p>…</p>}. */
  static boolean isFragment(String text) {
    String stripped = text.strip();
    return stripped.length() > 2
        && stripped.startsWith("<")
        && stripped.endsWith(">")
        && Character.isLetter(stripped.charAt(1));
  }

  private static int afterBlanks(String text, int from) {
    int i = from;
    while (i < text.length()
        && (Character.isWhitespace(text.charAt(i)) || text.charAt(i) == '\ufeff')) {
      i++;
    }
    return i;
  }

  /** Returns the index after a comment or a declaration; the same index if there is none. */
  private static int afterMarkup(String text, int from) {
    int comment = after(text, from, "<!--", "-->");
    return comment > from ? comment : after(text, from, "<?xml", "?>");
  }

  private static int after(String text, int from, String begin, String end) {
    int close = text.startsWith(begin, from) ? text.indexOf(end, from + begin.length()) : -1;
    return close < 0 ? from : close + end.length();
  }
}
