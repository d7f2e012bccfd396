package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.Channel;
import java.util.Optional;
import java.util.Set;

/**
 * Names the advice for failures of a channel's providers by keys, for which programs have texts in
 * the language of their users. The keys come from the tables by which the channel judges, so that
 * the advice is about what the workers really do.
 */
public interface FailureAdvice {

  Channel channel();

  /** Returns every key that {@link #key} can return. */
  Set<String> keys();

  /**
   * Returns the key of a failure; empty if the tables say nothing of it beside its class.
   *
   * @param rule id of the rule that judged; empty if none did
   */
  Optional<String> key(String rule, String code, String text);
}
