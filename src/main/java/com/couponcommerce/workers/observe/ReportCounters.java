package com.couponcommerce.workers.observe;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.ReportedStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Tag;

/** Counts the delivery reports of SMS providers; each counter starts at zero with the instance. */
@Singleton
public final class ReportCounters {
  private final Map<ReportedStatus, Counter> counters = new EnumMap<>(ReportedStatus.class);
  private final Counter refused;

  @Inject
  public ReportCounters(Metrics metrics) {
    for (ReportedStatus status : ReportedStatus.values()) {
      Tag tag = new Tag("status", status.id());
      counters.put(status, metrics.counter(Metric.REPORTED_TOTAL, Channel.SMS, tag));
    }
    this.refused = metrics.counter(Metric.REPORTS_REFUSED_TOTAL, Channel.SMS);
  }

  /** Shows the counters from the start; else the first report would make them. */
  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {}

  /** Counts a report that is no repetition. */
  public void reported(ReportedStatus status) {
    Objects.requireNonNull(counters.get(status)).inc();
  }

  /** Counts a report that the provider did not sign. */
  public void refused() {
    refused.inc();
  }
}
