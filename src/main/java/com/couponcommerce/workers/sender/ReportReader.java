package com.couponcommerce.workers.sender;

import java.util.Map;

/** Reads the reports that a provider sends later about the messages that it accepted. */
public interface ReportReader {

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
  ReportVerdict read(String query, Map<String, String> form, String signature);
}
