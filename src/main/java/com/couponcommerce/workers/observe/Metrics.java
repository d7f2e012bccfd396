package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Puts our metrics into the server's registry of the application scope, which it shows at {@code
 * /metrics}. The labels have few values each, nearly all known when the application starts.
 */
@Singleton
public final class Metrics {
  private final MetricRegistry registry;

  @Inject
  public Metrics(MetricRegistry registry) {
    this.registry = registry;
  }

  Counter counter(Metric metric, Channel channel, Tag... more) {
    return registry.counter(metric.metadata(), tags(channel, more));
  }

  /**
   * @param value asked at each scrape; NaN where nobody knows
   */
  void gauge(Metric metric, DoubleSupplier value, Tag... tags) {
    registry.gauge(metric.metadata(), value::getAsDouble, tags);
  }

  /**
   * @param value asked at each scrape; NaN where nobody knows
   */
  void gauge(Metric metric, DoubleSupplier value, Channel channel, Tag... more) {
    gauge(metric, value, tags(channel, more));
  }

  Counter counter(Metric metric, Tag... tags) {
    return registry.counter(metric.metadata(), tags);
  }

  /** The series that a histogram of Prometheus consists of. */
  void histogram(Metric bucket, Metric sum, Metric count, Histogram histogram, Tag label) {
    List<String> bounds = histogram.bounds();
    for (int i = 0; i < bounds.size(); i++) {
      int index = i;
      gauge(bucket, () -> histogram.upTo(index), label, new Tag("le", bounds.get(index)));
    }
    gauge(sum, histogram::seconds, label);
    gauge(count, histogram::count, label);
  }

  static Tag tag(Channel channel) {
    return new Tag("channel", channel.id());
  }

  private static Tag[] tags(Channel channel, Tag... more) {
    Tag[] tags = new Tag[more.length + 1];
    tags[0] = tag(channel);
    System.arraycopy(more, 0, tags, 1, more.length);
    return tags;
  }
}
