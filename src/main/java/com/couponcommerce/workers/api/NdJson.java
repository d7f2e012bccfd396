package com.couponcommerce.workers.api;

/** JSON values, one a line. */
final class NdJson {
  static final String MEDIA_TYPE = "application/x-ndjson";

  /**
   * The version of the lines that an export has: a header, a line a message, an end. A change that
   * an older import would take wrongly gets another number.
   */
  static final int VERSION = 1;

  private NdJson() {}
}
