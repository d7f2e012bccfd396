package com.couponcommerce.workers.settings;

/** Value that no log line and no error message may show. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
