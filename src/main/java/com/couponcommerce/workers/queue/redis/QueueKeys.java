package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.settings.KeyPrefix;
import java.nio.charset.StandardCharsets;

/**
 * The Redis keys of one channel: the only place that knows their names, which are a contract with
 * producers.
 *
 * @param jobs ids of jobs over the dead letters
 * @param rate of the channel's rate limit, for claims
 * @param handOver the same for what goes to the provider
 * @param recipients what the keys of the recipients' limits begin with
 * @param paused there while nothing may be claimed
 * @param instances what each instance tells of itself
 * @param idempotency what the keys of requests that were done begin with
 * @param deliveries what the keys of what became of single texts begin with
 * @param reported what the keys begin with that lead from a recipient to those
 * @param undeliverable what the keys begin with that count a recipient's failures
 * @param erasures what the keys begin with that tell how far the erasure of a recipient has come
 * @param probe written to see whether it can be; one for each channel, since in a cluster each has
 *     its own server
 * @param imports what the keys of the imports begin with
 * @param audit what was done by whom
 */
public record QueueKeys(
    String pending,
    String processing,
    String retry,
    String deadLetter,
    String jobs,
    String sent,
    String optedOut,
    String sending,
    String rate,
    String handOver,
    String recipients,
    String paused,
    String instances,
    String idempotency,
    String deliveries,
    String reported,
    String undeliverable,
    String erasures,
    String probe,
    String imports,
    String audit) {

  /** The keys with the prefix that everybody has who sets none. */
  public static QueueKeys of(Channel channel) {
    return of(KeyPrefix.DEFAULT, channel);
  }

  public static QueueKeys of(KeyPrefix keyPrefix, Channel channel) {
    String prefix = keyPrefix.of(channel) + ":";
    return new QueueKeys(
        prefix + "pending",
        prefix + "processing",
        prefix + "retry",
        prefix + "dead_letter",
        prefix + "jobs",
        prefix + "sent",
        prefix + "opted_out",
        prefix + "sending",
        prefix + "rate",
        prefix + "handover",
        prefix + "recipient:",
        prefix + "paused",
        prefix + "instances",
        prefix + "idempotency:",
        prefix + "delivery:",
        prefix + "reported:",
        prefix + "undeliverable:",
        prefix + "erasure:",
        prefix + "probe",
        prefix + "import:",
        prefix + "audit");
  }

  /** The key of one job, whose id is of our making. */
  public String job(String id) {
    return jobs.substring(0, jobs.length() - 1) + ":" + id;
  }

  /** The key of one recipient's limit. */
  public String recipient(String recipient) {
    return recipients + hash(recipient);
  }

  /** The key of what became of one text. */
  public String delivery(MessageId id) {
    return deliveries + id;
  }

  /** The key of the ids of one recipient's texts of which something was reported. */
  public String reported(String recipient) {
    return reported + hash(recipient);
  }

  /** The key of the ids of one recipient's texts that can never arrive. */
  public String undeliverable(String recipient) {
    return undeliverable + hash(recipient);
  }

  /** The key of how far the erasure of one recipient has come. */
  public String erasure(String recipient) {
    return erasures + hash(recipient);
  }

  /** So that nobody reads a number from a key. */
  private static String hash(String recipient) {
    return Digest.sha256(recipient.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }
}
