package com.couponcommerce.workers.email.reply;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Codes that a condition is for: {@code 5} and {@code 55} are beginnings of the reply's code,
 * {@code 5.7.1} is an enhanced code, {@code x.7.1} is one of 4.7.1 and 5.7.1, {@code x.7.500-599} a
 * range, {@code x.7.x} all of 7, and {@code *} any code. A comma stands for "or".
 */
public record CodePattern(List<String> parts) {
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern DOT = Pattern.compile("\\.");

  private static final Pattern PART =
      Pattern.compile("\\*|[2-5]\\d{0,2}|[245x]\\.(?:x|\\d{1,3})\\.(?:x|\\d{1,3}(?:-\\d{1,3})?)");

  public CodePattern {
    parts = List.copyOf(parts);
    for (String part : parts) {
      if (!PART.matcher(part).matches()) {
        throw new IllegalArgumentException("\"%s\" is no code".formatted(part));
      }
    }
  }

  /**
   * Reads a column of codes.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static CodePattern of(String column) {
    return new CodePattern(COMMA.splitAsStream(column).toList());
  }

  boolean matches(ReplyText reply) {
    return parts.stream()
        .anyMatch(
            part ->
                part.indexOf('.') < 0
                    ? part.equals("*") || reply.code().startsWith(part)
                    : reply.enhanced().stream().anyMatch(code -> matches(part, code)));
  }

  private static boolean matches(String part, String code) {
    List<String> wanted = DOT.splitAsStream(part).toList();
    List<String> numbers = DOT.splitAsStream(code).toList();
    return IntStream.range(0, wanted.size()).allMatch(i -> isIn(wanted.get(i), numbers.get(i)));
  }

  private static boolean isIn(String wanted, String number) {
    int dash = wanted.indexOf('-');
    if (dash < 0) {
      return wanted.equals("x") || wanted.equals(number);
    }
    int is = Integer.parseInt(number);
    return is >= Integer.parseInt(wanted.substring(0, dash))
        && is <= Integer.parseInt(wanted.substring(dash + 1));
  }

  @Override
  public String toString() {
    return String.join(",", parts);
  }
}
