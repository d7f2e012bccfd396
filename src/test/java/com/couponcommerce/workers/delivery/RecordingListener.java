package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.DeliveryEvent.DeadLettered;
import com.couponcommerce.workers.delivery.DeliveryEvent.Settled;
import com.couponcommerce.workers.queue.Claim;
import com.couponcommerce.workers.sender.DeliveryResult;
import java.util.ArrayList;
import java.util.List;

/** Records each event as one short line. */
public final class RecordingListener implements DeliveryListener {
  private final List<String> heard = new ArrayList<>();
  private final List<String> suppressedIds = new ArrayList<>();
  private final List<String> admittedIds = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final List<DeliveryResult> attempts = new ArrayList<>();

  public synchronized List<String> heard() {
    return List.copyOf(heard);
  }

  public synchronized List<Claim> claims() {
    return List.copyOf(claims);
  }

  public synchronized List<DeliveryResult> attempts() {
    return List.copyOf(attempts);
  }

  /** Returns the ids of suppressed messages, in order. */
  public synchronized List<String> suppressed() {
    return List.copyOf(suppressedIds);
  }

  /** Returns the ids of admitted messages, in order. */
  public synchronized List<String> admitted() {
    return List.copyOf(admittedIds);
  }

  private synchronized void hear(String line) {
    heard.add(line);
  }

  @Override
  public synchronized void on(DeliveryEvent event) {
    event.match(
        claimed -> claims.add(claimed.claim()),
        limited -> {},
        admitted -> admittedIds.add(admitted.delivery().id().value()),
        suppressed -> suppressedIds.add(suppressed.delivery().id().value()),
        attempted -> attempts.add(attempted.result()),
        this::settled);
  }

  private void settled(Settled event) {
    event.match(
        delivered -> hear("delivered " + delivered.delivery().id()),
        retried ->
            hear(
                "retried %s %d in %d"
                    .formatted(
                        retried.delivery().id(), retried.retries(), retried.delay().toMillis())),
        deferred ->
            hear(
                "deferred %s in %d"
                    .formatted(deferred.delivery().id(), deferred.delay().toMillis())),
        this::deadLettered,
        released -> hear("released " + released.delivery().id()),
        leaseLost -> hear("lease lost " + leaseLost.delivery().id()),
        reclaimed -> hear("reclaimed " + reclaimed.id().orElseThrow() + " " + reclaimed.retries()));
  }

  private void deadLettered(DeadLettered event) {
    event
        .cause()
        .match(
            refused ->
                hear("dead-lettered " + event.id().orElseThrow() + " " + event.reason().id()),
            lost -> hear("dead-lettered " + event.id().orElseThrow() + " " + event.reason().id()),
            invalid -> hear("refused " + invalid.problem()));
  }
}
