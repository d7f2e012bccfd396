package com.couponcommerce.workers.api;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;

/**
 * Writes down every change that somebody made: who, when, what, which, from where, how it ended.
 */
@Singleton
public class Audit {
  private static final EventLog LOG = EventLog.named("com.couponcommerce.workers.audit");

  @Inject private Caller caller;

  /**
   * Call it once the change was made, or refused for a reason that is not the caller's rights.
   *
   * @param action a verb of ours, such as {@code redrive}
   * @param ids of the messages or entries; never a recipient
   * @param outcome {@code done}, or what came of it; never a recipient
   */
  public void record(String action, Channel channel, Collection<String> ids, String outcome) {
    LOG.info(
        LogLine.of("audit")
            .with("user", caller.name())
            .with("from", caller.address())
            .with("action", action)
            .with("channel", channel)
            .with("ids", ids)
            .text("outcome", outcome));
  }
}
