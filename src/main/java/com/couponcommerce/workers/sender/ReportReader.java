package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.message.DeliveryReport;
import java.util.Map;
import java.util.function.Function;

/** Reads the reports that a provider sends later about the messages that it accepted. */
public interface ReportReader {

  /** What a request turned out to be. */
  sealed interface Reading {
    /**
     * Calls the function of this case; a new case adds a parameter, so that no caller misses it.
     */
    <T> T match(
        Function<Genuine, T> genuine,
        Function<Irrelevant, T> irrelevant,
        Function<Forged, T> forged);

    /** The provider's own. */
    record Genuine(DeliveryReport report) implements Reading {
      @Override
      public <T> T match(
          Function<Genuine, T> genuine,
          Function<Irrelevant, T> irrelevant,
          Function<Forged, T> forged) {
        return genuine.apply(this);
      }
    }

    /** The provider's own, but of nothing that we keep. */
    record Irrelevant() implements Reading {
      @Override
      public <T> T match(
          Function<Genuine, T> genuine,
          Function<Irrelevant, T> irrelevant,
          Function<Forged, T> forged) {
        return irrelevant.apply(this);
      }
    }

    /** Not signed by the provider. */
    record Forged() implements Reading {
      @Override
      public <T> T match(
          Function<Genuine, T> genuine,
          Function<Irrelevant, T> irrelevant,
          Function<Forged, T> forged) {
        return forged.apply(this);
      }
    }
  }

  /** Returns false if the settings ask for no reports. */
  boolean isConfigured();

  /**
   * Reads a request. The signature is checked first; an error in the rest makes the request
   * irrelevant, and never throws.
   *
   * @param query query of the request's URL, unchanged, without its question mark
   * @param form fields of the request's body
   * @param signature empty if the request has none
   */
  Reading read(String query, Map<String, String> form, String signature);
}
