package com.couponcommerce.workers.api;

import com.couponcommerce.workers.message.Channel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;

/**
 * Writes down every change that somebody made: who, when, what, which, from where, how it ended.
 */
@Singleton
public class Audit {
  private static final Logger LOG = System.getLogger("com.couponcommerce.workers.audit");

  @Inject private Caller caller;

  /**
   * Call it once the change was made, or refused for a reason that is not the caller's rights.
   *
   * @param action a verb of ours, such as {@code redrive}
   * @param ids of the messages or entries; never a recipient
   * @param outcome {@code done}, or what came of it; never a recipient
   */
  public void record(String action, Channel channel, Collection<String> ids, String outcome) {
    LOG.log(
        Level.INFO,
        "audit user={0} from={1} action={2} channel={3} ids={4} outcome={5}",
        caller.name(),
        caller.address(),
        action,
        channel,
        ids,
        outcome);
  }
}
