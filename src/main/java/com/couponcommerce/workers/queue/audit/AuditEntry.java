package com.couponcommerce.workers.queue.audit;

import com.couponcommerce.workers.message.Channel;
import java.util.List;
import java.util.Optional;

/**
 * An entry of the audit trail: a change that a user asked for. It holds no recipient, body or
 * secret.
 *
 * @param action verb of the API
 * @param channel empty if the action concerns both
 * @param outcome result of the action
 */
public record AuditEntry(
    Actor actor, String action, Optional<Channel> channel, Changed changed, String outcome) {
  /** Upper bound of ids in an entry: with ids of the maximum length it takes some 10 KB. */
  public static final int MAX_IDS = 50;

  /**
   * The messages, jobs or imports that were changed.
   *
   * @param ids the first {@link #MAX_IDS} of their ids, none with a blank in it
   * @param count number of all of them
   */
  public record Changed(List<String> ids, int count) {
    public Changed {
      ids = ids.stream().limit(MAX_IDS).toList();
    }
  }

  public String user() {
    return actor.user();
  }

  public String address() {
    return actor.address();
  }

  public List<String> ids() {
    return changed.ids();
  }

  public int count() {
    return changed.count();
  }
}
