package com.couponcommerce.workers.queue.redis;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Digest;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.settings.KeyPrefix;
import java.nio.charset.StandardCharsets;

/**
 * The Redis keys of one channel. No other class knows their names, which are a contract with
 * producers.
 *
 * @param prefix beginning of all of them, with the colon behind it
 */
public record QueueKeys(String prefix) {

  /** Returns the keys of a channel if QUEUE_KEY_PREFIX is not set. */
  public static QueueKeys of(Channel channel) {
    return of(KeyPrefix.DEFAULT, channel);
  }

  public static QueueKeys of(KeyPrefix keyPrefix, Channel channel) {
    return new QueueKeys(keyPrefix.of(channel) + ":");
  }

  public String pending() {
    return prefix + "pending";
  }

  public String processing() {
    return prefix + "processing";
  }

  public String retry() {
    return prefix + "retry";
  }

  public String deadLetter() {
    return prefix + "dead_letter";
  }

  /** Returns the key of the ids that were sent. */
  public String sent() {
    return prefix + "sent";
  }

  /** Returns the key of the message for which an id is claimed. */
  public String owner(MessageId id) {
    return prefix + "owner:" + id;
  }

  /** Returns the key of the ids that are with the provider at this moment. */
  public String sending() {
    return prefix + "sending";
  }

  /** Returns the key that exists while nothing may be claimed. */
  public String paused() {
    return prefix + "paused";
  }

  /** Returns the key of the heartbeats. */
  public String instances() {
    return prefix + "instances";
  }

  /** Returns the key of the audit trail. */
  public String audit() {
    return prefix + "audit";
  }

  /**
   * Returns the key that a health check writes. Each channel has one, since in a cluster each may
   * have a server of its own.
   */
  public String probe() {
    return prefix + "probe";
  }

  /** Returns the key of the channel's rate limit for claims. */
  public String rate() {
    return prefix + "rate";
  }

  /** Returns the key of the channel's rate limit for calls of the provider. */
  public String handOver() {
    return prefix + "handover";
  }

  /** Returns the key of the secret from which names of entries are computed. */
  public String secret() {
    return prefix + "secret";
  }

  /** Returns the key of one recipient's limit. */
  public String recipient(String recipient) {
    return prefix + "recipient:" + hash(recipient);
  }

  /** Returns the key of one request that enqueued messages. */
  public String idempotency(String request) {
    return prefix + "idempotency:" + request;
  }

  /** Returns the key of the ids of the jobs over the dead letters. */
  public String jobs() {
    return prefix + "jobs";
  }

  /** Returns the key of one job. */
  public String job(String id) {
    return prefix + "job:" + id;
  }

  /** Returns the key of the progress of one import. */
  public String imported(String id) {
    return prefix + "import:" + id;
  }

  /** Returns the key of the recipients who opted out. */
  public String optedOut() {
    return prefix + "opted_out";
  }

  /** Returns the beginning of the keys of the delivery reports. */
  public String deliveries() {
    return prefix + "delivery:";
  }

  /** Returns the key of the delivery report of one message. */
  public String delivery(MessageId id) {
    return deliveries() + id;
  }

  /** Returns the key of the ids of one recipient's messages that have a delivery report. */
  public String reported(String recipient) {
    return prefix + "reported:" + hash(recipient);
  }

  /** Returns the key of the ids of one recipient's messages that can never arrive. */
  public String undeliverable(String recipient) {
    return prefix + "undeliverable:" + hash(recipient);
  }

  /** Returns the key of the progress of one recipient's erasure. */
  public String erasure(String recipient) {
    return prefix + "erasure:" + hash(recipient);
  }

  /** Returns the key of the time at which a recipient was erased. */
  public String erased(String recipient) {
    return prefix + "erased:" + hash(recipient);
  }

  /** Hashes a recipient, so that a key shows no address or phone number. */
  private static String hash(String recipient) {
    return Digest.sha256(recipient.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }
}
