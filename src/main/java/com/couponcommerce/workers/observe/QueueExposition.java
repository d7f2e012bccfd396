package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.ChannelCounts;
import com.couponcommerce.workers.queue.QueueState;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the metrics of {@code /api/v1/health/redis} in the text formats that Prometheus reads:
 * version 0.0.4 of its own and OpenMetrics 1.0, which differ here only in the last line. The
 * metrics have the same names in the server's {@code /metrics}.
 */
public final class QueueExposition {
  /** Content type of Prometheus's own format. */
  public static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /** Content type of OpenMetrics. */
  public static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private QueueExposition() {}

  /**
   * Returns the exposition.
   *
   * @param counts empty if Redis does not answer
   */
  public static String text(Optional<Map<Channel, ChannelCounts>> counts, boolean openMetrics) {
    StringBuilder text = new StringBuilder();
    appendHead(text, Metric.REDIS_UP);
    text.append(Metric.REDIS_UP.id()).append(' ').append(counts.isPresent() ? 1 : 0).append('\n');
    counts.ifPresent(known -> appendCounts(text, known));
    return openMetrics ? text.append("# EOF\n").toString() : text.toString();
  }

  private static void appendHead(StringBuilder text, Metric gauge) {
    text.append("# HELP ").append(gauge.id()).append(' ').append(gauge.help()).append('\n');
    text.append("# TYPE ").append(gauge.id()).append(" gauge\n");
  }

  /** Appends the counts that are known. */
  private static void appendCounts(StringBuilder text, Map<Channel, ChannelCounts> counts) {
    appendHead(text, Metric.QUEUE_MESSAGES);
    counts.forEach(
        (channel, count) -> {
          for (QueueState state : QueueState.values()) {
            count.of(state).ifPresent(number -> append(text, channel, state, number));
          }
        });
  }

  private static void append(StringBuilder text, Channel channel, QueueState state, long count) {
    text.append(Metric.QUEUE_MESSAGES.id())
        .append("{channel=\"")
        .append(channel)
        .append("\",state=\"")
        .append(state.id())
        .append("\"} ")
        .append(count)
        .append('\n');
  }
}
