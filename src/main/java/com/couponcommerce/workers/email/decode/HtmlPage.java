package com.couponcommerce.workers.email.decode;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
    for (Optional<Integer> next = afterMarkup(text, start); next.isPresent(); ) {
      start = afterBlanks(text, next.get());
      next = afterMarkup(text, start);
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

  /** Returns the index after a comment or a declaration; empty if there is none. */
  private static Optional<Integer> afterMarkup(String text, int from) {
    return Stream.of(new String[] {"<!--", "-->"}, new String[] {"<?xml", "?>"})
        .filter(marks -> text.startsWith(marks[0], from))
        .filter(marks -> text.indexOf(marks[1], from) > 0)
        .map(marks -> text.indexOf(marks[1], from) + marks[1].length())
        .findFirst();
  }
}
