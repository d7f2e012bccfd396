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
 * Registers metrics in the server's registry of the application scope, which the server exposes at
 * {@code /metrics}. Each label has few values, and nearly all are known when the application
 * starts.
 */
@Singleton
public final class Metrics {
  private final MetricRegistry registry;

  @Inject
  public Metrics(MetricRegistry registry) {
    this.registry = registry;
  }

  /** Registers a counter of a channel. */
  Counter counter(Metric metric, Channel channel, Tag... more) {
    return registry.counter(metric.metadata(), tags(channel, more));
  }

  /**
   * Registers a gauge.
   *
   * @param value called at each scrape; NaN means unknown
   */
  void gauge(Metric metric, DoubleSupplier value, Tag... tags) {
    registry.gauge(metric.metadata(), value::getAsDouble, tags);
  }

  /**
   * Registers a gauge of a channel.
   *
   * @param value called at each scrape; NaN means unknown
   */
  void gauge(Metric metric, DoubleSupplier value, Channel channel, Tag... more) {
    gauge(metric, value, tags(channel, more));
  }

  /** Registers a counter. */
  Counter counter(Metric metric, Tag... tags) {
    return registry.counter(metric.metadata(), tags);
  }

  /** Registers the series that make up a histogram of Prometheus. */
  void histogram(Metric metric, Histogram histogram, Tag label) {
    List<String> bounds = histogram.bounds();
    for (int i = 0; i < bounds.size(); i++) {
      int index = i;
      registry.gauge(
          metric.metadata(Metric.BUCKET),
          () -> histogram.upTo(index),
          label,
          new Tag("le", bounds.get(index)));
    }
    summary(metric, histogram, label);
  }

  /** Registers the series that make up a summary of Prometheus without quantiles. */
  void summary(Metric metric, Histogram histogram, Tag label) {
    registry.gauge(metric.metadata(Metric.SUM), histogram::seconds, label);
    registry.gauge(metric.metadata(Metric.COUNT), histogram::count, label);
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
