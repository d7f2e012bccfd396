package com.couponcommerce.workers.api.audit;

import com.couponcommerce.workers.api.http.Caller;
import com.couponcommerce.workers.api.http.ChangeRefused;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Mask;
import com.couponcommerce.workers.queue.AuditEntry;
import com.couponcommerce.workers.queue.QueueUnavailableException;
import com.couponcommerce.workers.queue.Redis;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Writes down every change that somebody made: who, when, what, which, from where, how it ended. In
 * a log of its own, and in Redis, where GET /audit finds it. What a resource does not record,
 * {@link AuditFilter} does.
 */
@Singleton
public class Audit {
  /** Of the log, for the server's administrator. */
  static final String LOGGER = "com.couponcommerce.workers.audit";

  /** Those without a channel stand in the trail of this one. */
  private static final Channel TRAIL_OF_BOTH = Channel.EMAIL;

  private static final int MAX_CHARACTERS = 200;
  private static final EventLog LOG = EventLog.named(LOGGER);

  @Inject private Caller caller;
  @Inject private Redis redis;

  /** Who made a change, and from where. */
  public record Actor(String name, String address) {}

  /**
   * Call it once the change was made, or refused for a reason that is not the caller's rights.
   *
   * @param action a verb of ours, such as {@code redrive}
   * @param ids of the messages or entries; never a recipient
   * @param outcome {@code done}, or what came of it; never a recipient
   */
  public void record(String action, Channel channel, Collection<String> ids, String outcome) {
    record(action, Optional.of(channel), ids, outcome);
  }

  /** The same for what concerns one channel, or all. */
  void record(String action, Optional<Channel> channel, Collection<String> ids, String outcome) {
    caller.setRecorded();
    keep(entry(actor(), action, channel, ids, outcome));
  }

  /** The same for what somebody started, who is not the one that calls. */
  public void record(
      Actor actor, String action, Channel channel, Collection<String> ids, String outcome) {
    keep(entry(actor, action, Optional.of(channel), ids, outcome));
  }

  /**
   * Writes down a change that was not made, in the log alone: who may do nothing could otherwise
   * fill the trail until it forgets what others did.
   */
  void refused(String action, Optional<Channel> channel, int status) {
    LOG.info(line(entry(actor(), action, channel, List.of(), "refused with " + status)));
  }

  void refused(@Observes ChangeRefused refused) {
    refused(refused.action(), Optional.empty(), refused.status());
  }

  private Actor actor() {
    return new Actor(caller.name(), caller.address());
  }

  static AuditEntry entry(
      Actor actor,
      String action,
      Optional<Channel> channel,
      Collection<String> ids,
      String outcome) {
    return new AuditEntry(
        shortened(actor.name()),
        shortened(actor.address()),
        shortened(action),
        channel,
        ids.stream().limit(AuditEntry.MOST_IDS).map(Audit::id).toList(),
        ids.size(),
        shortened(Mask.text(outcome)));
  }

  static LogLine line(AuditEntry entry) {
    return LogLine.of("audit")
        .with("user", entry.user())
        .with("from", entry.address())
        .with("action", entry.action())
        .with("channel", entry.channel().map(Channel::id).orElse("all"))
        .with("ids", String.join(" ", entry.ids()))
        .with("count", entry.count())
        .text("outcome", entry.outcome());
  }

  private void keep(AuditEntry entry) {
    LOG.info(line(entry));
    try {
      redis.audit(entry.channel().orElse(TRAIL_OF_BOTH)).record(entry);
    } catch (QueueUnavailableException e) {
      // The log has it, and the change is made.
      LOG.warning(
          LogLine.saying("audit-trail", "not in the audit trail, only in this log").error(e));
    }
  }

  /** A producer may have made an id of an address. */
  private static String id(String id) {
    String masked = id.indexOf('@') < 0 ? id : Mask.text(id);
    return shortened(masked.replace(' ', '_'));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
  }
}
