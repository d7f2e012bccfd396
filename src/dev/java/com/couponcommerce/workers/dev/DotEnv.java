package com.couponcommerce.workers.dev;

import static java.util.regex.Matcher.quoteReplacement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code .env} in the format of the deployment guide, which the Bun workers read too.
 * server-config/env.sh reads the same; a test compares the two.
 */
final class DotEnv {
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "\\s*(?:export\\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*"
              + "(?:\"(?<double>(?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?|'(?<single>[^']*)'\\s*(?:#.*)?"
              + "|#.*|(?<plain>.*?)(?:\\s+#.*|\\s*))");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  private DotEnv() {}

  /** Reads the variables of a file; a missing file has none. */
  static Map<String, String> read(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> parse(List<String> lines) {
    Map<String, String> variables = new TreeMap<>();
    for (int index = 0; index < lines.size(); index++) {
      String line = lines.get(index);
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      Matcher assignment = ASSIGNMENT.matcher(line);
      if (!assignment.matches()) {
        // The line itself is not shown, because it may hold part of a password.
        throw new IllegalArgumentException(
            "line " + (index + 1) + " of .env is not NAME=value, a comment or blank");
      }
      variables.put(assignment.group("name"), value(assignment));
    }
    return variables;
  }

  private static String unescaped(String character) {
    return character.equals("n") ? "\n" : character;
  }

  private static String value(Matcher assignment) {
    String quoted = assignment.group("double");
    if (quoted != null) {
      return ESCAPE
          .matcher(quoted)
          .replaceAll(escape -> quoteReplacement(unescaped(escape.group(1))));
    }
    String literal = assignment.group("single");
    if (literal != null) {
      return literal;
    }
    String plain = assignment.group("plain");
    return plain != null ? plain : "";
  }
}
