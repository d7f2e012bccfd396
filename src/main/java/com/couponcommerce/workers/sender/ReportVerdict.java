package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.DeliveryReport;
import java.util.function.Function;

/** Result of reading a request that claims to be a provider's report. */
public sealed interface ReportVerdict {
  /** Calls the function of this case; a new case adds a parameter, so that no caller misses it. */
  <T> T match(
      Function<Genuine, T> genuine, Function<Irrelevant, T> irrelevant, Function<Forged, T> forged);

  /** The provider sent a report. */
  record Genuine(DeliveryReport report) implements ReportVerdict {
    @Override
    public <T> T match(
        Function<Genuine, T> genuine,
        Function<Irrelevant, T> irrelevant,
        Function<Forged, T> forged) {
      return genuine.apply(this);
    }
  }

  /** The provider sent a request that is no report to be kept. */
  record Irrelevant() implements ReportVerdict {
    @Override
    public <T> T match(
        Function<Genuine, T> genuine,
        Function<Irrelevant, T> irrelevant,
        Function<Forged, T> forged) {
      return irrelevant.apply(this);
    }
  }

  /** The request is not signed by the provider. */
  record Forged() implements ReportVerdict {
    @Override
    public <T> T match(
        Function<Genuine, T> genuine,
        Function<Irrelevant, T> irrelevant,
        Function<Forged, T> forged) {
      return forged.apply(this);
    }
  }
}
