package com.couponcommerce.workers.api.audit;

import com.couponcommerce.workers.api.http.Caller;
import com.couponcommerce.workers.api.http.RequestRefused;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.audit.Actor;
import com.couponcommerce.workers.queue.audit.AuditEntry;
import com.couponcommerce.workers.queue.audit.AuditTrail;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Records each change that a user makes: user, time, action, ids, address and outcome. The entry
 * goes to a log of its own, and to Redis, where GET /audit finds it. {@link AuditFilter} records
 * what a resource does not record itself.
 */
@Singleton
public class Audit {
  /** Name of the log, which the server's administrator can configure. */
  static final String LOGGER = "com.couponcommerce.workers.audit";

  /** Channel whose trail has the entries that concern no single channel. */
  private static final Channel TRAIL_OF_BOTH = Channel.EMAIL;

  private static final int MAX_CHARACTERS = 200;
  private static final EventLog LOG = EventLog.named(LOGGER);

  @Inject private Caller caller;
  @Inject private RedisPools redis;
  @Inject private LateEntries late;

  /**
   * Records a change that was made, or that was refused for another reason than the rights of the
   * caller.
   *
   * @param ids of messages or entries; never a recipient
   * @param outcome {@code done}, or another result; never a recipient
   */
  public void record(Action action, Channel channel, Collection<String> ids, String outcome) {
    record(action.id(), Optional.of(channel), ids, outcome);
  }

  /**
   * Makes a change. One whose answer was lost is recorded too, since Redis may have made it.
   *
   * @param change of which the caller records the result
   * @throws QueueUnavailableException as the change does
   */
  public <T> T attempt(Action action, Channel channel, Collection<String> ids, Supplier<T> change) {
    try {
      return change.get();
    } catch (QueueUnavailableException e) {
      record(action, channel, ids, "unknown, Redis did not answer or refused");
      throw e;
    }
  }

  /**
   * Records a change of one channel, or of all.
   *
   * @param action id of an {@link Action}, or method and path of another request
   */
  void record(String action, Optional<Channel> channel, Collection<String> ids, String outcome) {
    caller.setRecorded();
    keep(entry(actor(), action, channel, ids, outcome));
  }

  /** Records a change in the name of the user that started it, outside of a request. */
  public void record(
      Actor actor, Action action, Channel channel, Collection<String> ids, String outcome) {
    keep(entry(actor, action.id(), Optional.of(channel), ids, outcome));
  }

  /**
   * Records a request that was refused, in the log alone. Otherwise a caller without rights could
   * fill the trail until it forgets the changes of others.
   */
  void refused(String action, Optional<Channel> channel, int status) {
    LOG.info(line(entry(actor(), action, channel, List.of(), "refused with " + status)));
  }

  void refused(@Observes RequestRefused refused) {
    refused(refused.action(), Optional.empty(), refused.status());
  }

  /**
   * Records a login of a page, in the log alone: a stranger could fill the trail.
   *
   * @param user the name as typed; masked, since it may be an address, or a password
   */
  public void login(String user, String outcome) {
    Actor actor = new Actor(Mask.start(user, MAX_CHARACTERS), caller.address());
    LOG.info(line(entry(actor, "login", Optional.empty(), List.of(), outcome)));
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
        new Actor(shortened(actor.user()), shortened(actor.address())),
        shortened(action),
        channel,
        new AuditEntry.Changed(
            ids.stream().limit(AuditEntry.MAX_IDS).map(Audit::id).toList(), ids.size()),
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
    Channel trail = entry.channel().orElse(TRAIL_OF_BOTH);
    try {
      new AuditTrail(redis, trail).record(entry);
    } catch (QueueUnavailableException e) {
      if (!late.add(entry, trail)) {
        LOG.warning(
            LogLine.saying("audit-trail", "the audit trail lacks this entry; only this log has it")
                .error(e));
      }
    }
  }

  /** Masks an id that a producer made from an address. */
  private static String id(String id) {
    String masked = id.indexOf('@') < 0 ? id : Mask.text(id);
    return shortened(masked.replace(' ', '_'));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
  }
}
