package com.couponcommerce.workers.api.http;

/** Newline-delimited JSON: one JSON value a line. */
public final class NdJson {
  public static final String MEDIA_TYPE = "application/x-ndjson";

  private NdJson() {}
}
