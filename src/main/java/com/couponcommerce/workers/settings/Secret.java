package com.couponcommerce.workers.settings;

/** A value that no log and no error message may show. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
