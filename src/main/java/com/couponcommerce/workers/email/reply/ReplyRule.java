package com.couponcommerce.workers.email.reply;

import com.couponcommerce.workers.email.smtp.SmtpStage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One judgement and the replies that it is for.
 *
 * @param guess true if the reply says nothing that is known: only its stage and its first digit
 *     tell
 * @param retryWait time to wait; empty if only the reply tells
 * @param source who replies so
 * @param conditions the rule is for a reply that meets any of them
 */
public record ReplyRule(
    String id,
    Accused accused,
    boolean guess,
    Optional<RetryWait> retryWait,
    String source,
    List<Condition> conditions) {

  /**
   * Stages, codes and words, all of which must match.
   *
   * @param words each must be found in the text, or not be found; none for any text
   */
  public record Condition(Set<SmtpStage> stages, CodePattern codes, List<Words> words) {
    public Condition {
      stages = Set.copyOf(stages);
      words = List.copyOf(words);
    }

    boolean matches(SmtpStage stage, ReplyText reply) {
      return stages.contains(stage)
          && codes.matches(reply)
          && words.stream().allMatch(part -> part.match(reply.words()));
    }
  }

  /**
   * A pattern for the text.
   *
   * @param wanted false if the text must not have it
   */
  public record Words(Pattern pattern, boolean wanted) {
    boolean match(CharSequence text) {
      return pattern.matcher(text).find() == wanted;
    }
  }

  public ReplyRule {
    conditions = List.copyOf(conditions);
  }

  ReplyRule withSource(String more) {
    return new ReplyRule(
        id, accused, guess, retryWait, source.isEmpty() ? more : source + " " + more, conditions);
  }

  ReplyRule with(Condition condition) {
    return new ReplyRule(
        id,
        accused,
        guess,
        retryWait,
        source,
        Stream.concat(conditions.stream(), Stream.of(condition)).toList());
  }

  boolean matches(SmtpStage stage, ReplyText reply) {
    return conditions.stream().anyMatch(condition -> condition.matches(stage, reply));
  }
}
