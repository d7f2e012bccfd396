package com.couponcommerce.workers.api.http;

/** JSON values, one a line. */
public final class NdJson {
  public static final String MEDIA_TYPE = "application/x-ndjson";

  /**
   * The version of the lines that an export has: a header, a line a message, an end. A change that
   * an older import would take wrongly gets another number.
   */
  public static final int VERSION = 1;

  private NdJson() {}
}
