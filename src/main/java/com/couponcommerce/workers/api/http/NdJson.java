package com.couponcommerce.workers.api.http;

/** JSON values, one a line. */
public final class NdJson {
  public static final String MEDIA_TYPE = "application/x-ndjson";

  private NdJson() {}
}
