package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.QueueCounts;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of {@code /api/v1/health/redis} in the text formats that Prometheus reads: its own,
 * version 0.0.4, and OpenMetrics 1.0, which differ only in the last line here.
 */
public final class QueueExposition {
  /** Content type of Prometheus' own format. */
  public static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /** Content type of OpenMetrics. */
  public static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private QueueExposition() {}

  /**
   * The text.
   *
   * @param counts empty where Redis does not answer
   */
  public static String text(Optional<Map<Channel, QueueCounts>> counts, boolean openMetrics) {
    StringBuilder text = new StringBuilder();
    text.append("# HELP coupon_workers_redis_up Whether Redis answers: 1 or 0.\n");
    text.append("# TYPE coupon_workers_redis_up gauge\n");
    text.append("coupon_workers_redis_up ").append(counts.isPresent() ? 1 : 0).append('\n');
    counts.ifPresent(known -> appendCounts(text, known));
    return openMetrics ? text.append("# EOF\n").toString() : text.toString();
  }

  private static void appendCounts(StringBuilder text, Map<Channel, QueueCounts> counts) {
    text.append("# HELP coupon_workers_queue_messages Messages on the queue by state.\n");
    text.append("# TYPE coupon_workers_queue_messages gauge\n");
    counts.forEach(
        (channel, count) -> {
          append(text, channel, "pending", count.pending());
          append(text, channel, "processing", count.processing());
          append(text, channel, "retry", count.retry());
          append(text, channel, "dead_letter", count.deadLetter());
        });
  }

  private static void append(StringBuilder text, Channel channel, String state, long count) {
    text.append("coupon_workers_queue_messages{channel=\"")
        .append(channel)
        .append("\",state=\"")
        .append(state)
        .append("\"} ")
        .append(count)
        .append('\n');
  }
}
