package com.couponcommerce.workers.email.reply;

import com.couponcommerce.workers.email.reply.ReplyRule.Condition;
import com.couponcommerce.workers.email.reply.ReplyRule.Words;
import com.couponcommerce.workers.email.smtp.SmtpStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules. A rule is a line with its id and whom it accuses, and below it one line for each
 * kind of reply: stages, codes, and words, if any will not do.
 *
 * <pre>
 * rule full accuses recipient-temp wait 1h
 *   source Dovecot
 *   rcpt,dot 4,552 (mailbox|inbox) .. full
 * </pre>
 *
 * <p>The words are a regular expression. It is searched at the beginnings of words, in the text as
 * {@link ReplyText} has it. Two dots between spaces stand for up to 60 characters and the beginning
 * of a word; {@code &} joins two expressions that the text must both have, {@code & !} one that it
 * must not have. A line that begins with {@code ..}, {@code |} or {@code &} continues the one
 * above. Lines that begin with {@code #} are comments.
 *
 * <p>{@code wait 5m then 1h unless told} sets the wait after the first failure and after those that
 * follow. {@code unless told} leaves it to the reply if that tells one.
 *
 * <p>A rule that {@code guesses} is for replies that say nothing known. They are doubted if they
 * come in a row for different messages.
 *
 * <p>A repetition needs a bound, such as <code>{0,60}</code>. So a search takes time in proportion
 * to the text.
 */
public final class ReplyRulesParser {
  private static final Pattern HEADER =
      Pattern.compile(
          "rule (?<id>[a-z0-9-]{1,60}) (?<verb>accuses|guesses) (?<accused>[a-z-]{1,30})"
              + "(?: wait (?<wait>\\d{1,6}[smh])(?: then (?<then>\\d{1,6}[smh]))?"
              + "(?<unless> unless told)?)?");

  private static final Pattern COLUMNS =
      Pattern.compile(
          "(?<stages>\\S{1,200})\\s{1,20}(?<codes>\\S{1,200})(?:\\s{1,20}(?<words>.*))?");

  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern AND = Pattern.compile(" & ", Pattern.LITERAL);

  /** A repetition without a bound, outside of brackets and not escaped. */
  private static final Pattern UNBOUNDED = Pattern.compile("(?<!\\\\)[*+]|\\{\\d{1,9},\\}");

  private static final String WORD_START = "(?<![a-z0-9а-яё])";
  private static final String SOURCE = "source ";

  /** Rules, and the mistakes of the lines that were left out. */
  public record Parsed(List<ReplyRule> rules, List<Mistake> mistakes) {}

  /** A line that cannot be understood. */
  public record Mistake(int line, String problem) {}

  private final List<ReplyRule> rules = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private @Nullable ReplyRule open;
  private int openedAt;

  private ReplyRulesParser() {}

  /** Reads the lines of a file. */
  public static Parsed parse(List<String> lines) {
    ReplyRulesParser parser = new ReplyRulesParser();
    int next = 0;
    while (next < lines.size()) {
      int first = next;
      StringBuilder whole = new StringBuilder(lines.get(next).strip());
      for (next++; next < lines.size() && goesOn(lines.get(next).strip()); next++) {
        String more = lines.get(next).strip();
        whole.append(more.startsWith("|") ? "" : " ").append(more);
      }
      parser.read(first + 1, whole.toString());
    }
    parser.close();
    return new Parsed(List.copyOf(parser.rules), List.copyOf(parser.mistakes));
  }

  private static boolean goesOn(String line) {
    return line.startsWith("|") || line.startsWith("..") || line.startsWith("&");
  }

  private void read(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    boolean header = line.startsWith("rule ");
    try {
      if (header) {
        close();
        open = header(line);
        openedAt = number;
      } else {
        add(line);
      }
    } catch (IllegalArgumentException e) {
      mistakes.add(new Mistake(number, String.valueOf(e.getMessage())));
    }
  }

  private void add(String line) {
    ReplyRule rule = open;
    if (rule != null) {
      open =
          line.startsWith(SOURCE)
              ? rule.withSource(line.substring(SOURCE.length()).strip())
              : rule.with(condition(line));
    } else if (rules.isEmpty() && mistakes.isEmpty()) {
      throw new IllegalArgumentException("expected: rule <id> accuses <whom>");
    }
  }

  private void close() {
    ReplyRule rule = open;
    open = null;
    if (rule == null) {
      return;
    }
    if (rule.conditions().isEmpty()) {
      mistakes.add(new Mistake(openedAt, "the rule %s matches nothing".formatted(rule.id())));
    } else {
      rules.add(rule);
    }
  }

  private ReplyRule header(String line) {
    Matcher matcher = HEADER.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected: rule <id> accuses <whom> [wait <number>s|m|h]");
    }
    String id = matcher.group("id");
    if (!ids.add(id)) {
      throw new IllegalArgumentException("there is a rule %s already".formatted(id));
    }
    Accused accused =
        Accused.of(matcher.group("accused"))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "\"%s\" cannot be accused, only %s"
                            .formatted(
                                matcher.group("accused"), Arrays.toString(Accused.values()))));
    return new ReplyRule(
        id,
        accused,
        matcher.group("verb").equals("guesses"),
        Optional.ofNullable(matcher.group("wait")).map(first -> wait(first, matcher)),
        "",
        List.of());
  }

  private static RetryWait wait(String first, Matcher header) {
    String later = header.group("then");
    return new RetryWait(
        duration(first), duration(later == null ? first : later), header.group("unless") != null);
  }

  private static Duration duration(String text) {
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private static Condition condition(String line) {
    Matcher matcher = COLUMNS.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected: <stages> <codes> [<words>]");
    }
    String words = matcher.group("words");
    return new Condition(
        stages(matcher.group("stages")),
        CodePattern.of(matcher.group("codes")),
        words == null ? List.of() : AND.splitAsStream(words).map(ReplyRulesParser::words).toList());
  }

  private static Set<SmtpStage> stages(String column) {
    if (column.equals("any")) {
      return EnumSet.allOf(SmtpStage.class);
    }
    Set<SmtpStage> stages = EnumSet.noneOf(SmtpStage.class);
    for (String name : COMMA.splitAsStream(column).toList()) {
      stages.add(
          Arrays.stream(SmtpStage.values())
              .filter(stage -> stage.name().toLowerCase(Locale.ROOT).equals(name))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("\"%s\" is no stage".formatted(name))));
    }
    return stages;
  }

  private static Words words(String part) {
    boolean wanted = !part.startsWith("!");
    return new Words(pattern(wanted ? part : part.substring(1)), wanted);
  }

  private static Pattern pattern(String words) {
    if (UNBOUNDED.matcher(words).find()) {
      throw new IllegalArgumentException("a repetition needs a bound, such as {0,60}");
    }
    try {
      return Pattern.compile(
          WORD_START + "(?:" + words.replace(" .. ", ".{0,60}" + WORD_START) + ")",
          Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getDescription(), e);
    }
  }
}
