package com.couponcommerce.workers.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** Writes the results as Markdown, to the screen and to a file. */
final class Report {
  static final Path DIRECTORY = Path.of("target", "bench");
  private static final Path FILE = DIRECTORY.resolve("report.md");

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** Starts an empty report. */
  Report() throws IOException {
    Files.createDirectories(DIRECTORY);
    Files.deleteIfExists(FILE);
  }

  void heading(String text) throws IOException {
    line("\n## " + text + "\n");
  }

  /** Starts a table. */
  void columns(String... names) throws IOException {
    row((Object[]) names);
    line("|" + "---|".repeat(names.length));
  }

  /** Writes a row; numbers are rounded to the accuracy of the measurement. */
  void row(Object... cells) throws IOException {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : List.of(cells)) {
      row.append(' ').append(cell instanceof Double number ? shown(number) : cell).append(" |");
    }
    line(row.toString());
  }

  private static String shown(double number) {
    String format = number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, number);
  }

  void line(String text) throws IOException {
    out.println(text);
    Files.writeString(FILE, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
