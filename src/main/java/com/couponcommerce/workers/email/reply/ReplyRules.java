package com.couponcommerce.workers.email.reply;

import com.couponcommerce.workers.email.reply.ReplyRulesParser.Parsed;
import com.couponcommerce.workers.email.smtp.SmtpReply;
import com.couponcommerce.workers.email.smtp.SmtpStage;
import com.couponcommerce.workers.sender.Basis;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules in the order in which they are asked: the first that matches judges. */
public record ReplyRules(List<ReplyRule> rules) {
  /** Margin that is added to a told wait, as Postal does: the server's clock may be behind. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private static final Duration MAX_WAIT = Duration.ofHours(24);

  private static final String FILE = "/smtp/reply-rules.txt";
  private static final ReplyRules BUILT_IN = read(FILE);

  public ReplyRules {
    rules = List.copyOf(rules);
  }

  /** Returns the rules that the product brings. They have an answer for every reply. */
  public static ReplyRules builtIn() {
    return BUILT_IN;
  }

  private static ReplyRules read(String name) {
    try (InputStream file = ReplyRules.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing");
      }
      Parsed parsed =
          ReplyRulesParser.parse(
              new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      if (!parsed.mistakes().isEmpty()) {
        throw new IllegalStateException(name + ": " + parsed.mistakes());
      }
      return new ReplyRules(parsed.rules());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns rules that ask the given ones first. */
  public ReplyRules after(List<ReplyRule> first) {
    return new ReplyRules(Stream.concat(first.stream(), rules.stream()).toList());
  }

  /** Judges a reply that did not do what the command asked for. */
  public Judgement judge(SmtpStage stage, SmtpReply reply) {
    ReplyText text = ReplyText.of(reply);
    ReplyRule rule =
        rules.stream()
            .filter(candidate -> candidate.matches(stage, text))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no rule for every reply"));
    Optional<Duration> told = rule.accused().isPermanent() ? Optional.empty() : told(rule, text);
    Optional<RetryWait> wait =
        rule.retryWait().filter(ruled -> told.isEmpty() || !ruled.unlessTold());
    return new Judgement(
        rule.accused(),
        rule.id(),
        basis(stage, rule),
        wait.map(RetryWait::first).or(() -> told),
        wait.map(RetryWait::later));
  }

  private static Basis basis(SmtpStage stage, ReplyRule rule) {
    return switch (stage) {
      case GREETING, HELLO, AUTH -> Basis.SESSION;
      case MAIL, RCPT, DATA, DOT -> rule.guess() ? Basis.GUESS : Basis.KNOWN;
    };
  }

  private static Optional<Duration> told(ReplyRule rule, ReplyText text) {
    return ToldWait.in(text.words())
        .map(ReplyRules::padded)
        .or(
            () ->
                rule.accused() == Accused.QUOTA
                    ? LimitPeriod.waitFor(text.words())
                    : Optional.empty());
  }

  private static Duration padded(Duration told) {
    Duration padded = told.plus(MARGIN);
    return padded.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : padded;
  }
}
