package com.couponcommerce.workers.email.smtp;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The lines of a dialogue for a reader; nothing is kept unless a failure is looked into. */
final class Transcript {
  private static final Pattern AFTER_LF = Pattern.compile("(?<=\n)");
  private static final int MAX_SHOWN = 160;

  private final StringBuilder lines = new StringBuilder();
  private final boolean kept;

  private Transcript(boolean kept) {
    this.kept = kept;
  }

  static Transcript kept() {
    return new Transcript(true);
  }

  static Transcript none() {
    return new Transcript(false);
  }

  void note(Supplier<String> text) {
    if (kept) {
      lines.append("   ").append(text.get()).append('\n');
    }
  }

  void client(byte[] bytes, int from, int length) {
    add("C: ", bytes, from, length);
  }

  void server(byte[] bytes) {
    add("S: ", bytes, 0, bytes.length);
  }

  private void add(String who, byte[] bytes, int from, int length) {
    if (!kept) {
      return;
    }
    AFTER_LF
        .splitAsStream(new String(bytes, from, length, StandardCharsets.ISO_8859_1))
        .forEach(line -> lines.append(who).append(shown(line)).append('\n'));
  }

  private static String shown(String line) {
    StringBuilder shown = new StringBuilder();
    line.chars()
        .limit(MAX_SHOWN)
        .forEach(
            c -> {
              switch (c) {
                case '\r' -> shown.append("\\r");
                case '\n' -> shown.append("\\n");
                default -> {
                  if (c >= ' ' && c < 0x7f) {
                    shown.append((char) c);
                  } else {
                    shown.append("\\x%02x".formatted(c));
                  }
                }
              }
            });
    return line.length() > MAX_SHOWN ? shown + "… of " + line.length() : shown.toString();
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
