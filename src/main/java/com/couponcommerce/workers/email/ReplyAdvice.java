package com.couponcommerce.workers.email;

import com.couponcommerce.workers.email.reply.ReplyRule;
import com.couponcommerce.workers.email.reply.ReplyRules;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.sender.FailureAdvice;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names the advice for a reply of a mail server by the product's rule that judged it; no program
 * has a text for a rule of the administrator.
 */
@Singleton
public final class ReplyAdvice implements FailureAdvice {
  private static final Set<String> KEYS =
      ReplyRules.builtIn().rules().stream()
          .map(ReplyRule::id)
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public Channel channel() {
    return Channel.EMAIL;
  }

  @Override
  public Set<String> keys() {
    return KEYS;
  }

  @Override
  public Optional<String> key(String rule, String code, String text) {
    return Optional.of(rule).filter(KEYS::contains);
  }
}
