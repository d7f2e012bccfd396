package com.couponcommerce.workers.queue.audit;

import com.couponcommerce.workers.message.Channel;
import java.util.List;
import java.util.Optional;

/**
 * What somebody did. No recipient, body or secret is in it.
 *
 * @param user their name in the server's realm
 * @param address where they asked from
 * @param action a verb of ours
 * @param channel empty where it concerns both
 * @param ids of what was changed, the first {@link #MOST_IDS} of them, none with a blank in it
 * @param count how many there were
 * @param outcome what came of it
 */
public record AuditEntry(
    String user,
    String address,
    String action,
    Optional<Channel> channel,
    List<String> ids,
    int count,
    String outcome) {
  /** With ids as long as they may be, an entry is some 10 KB. */
  public static final int MOST_IDS = 50;

  public AuditEntry {
    ids = ids.stream().limit(MOST_IDS).toList();
  }
}
