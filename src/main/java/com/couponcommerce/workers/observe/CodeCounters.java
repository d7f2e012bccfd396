package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Tag;

/** Counts messages of one channel by the code of a failure. */
final class CodeCounters {
  private final Metrics metrics;
  private final Metric metric;
  private final Channel channel;
  private final CodeLabels labels = new CodeLabels();
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  CodeCounters(Metrics metrics, Metric metric, Channel channel) {
    this.metrics = metrics;
    this.metric = metric;
    this.channel = channel;
    counter(CodeLabels.OTHER);
  }

  void count(String code, int messages) {
    if (messages > 0) {
      counter(labels.of(code)).inc(messages);
    }
  }

  private Counter counter(String label) {
    return counters.computeIfAbsent(
        label, value -> metrics.counter(metric, channel, new Tag("code", value)));
  }
}
