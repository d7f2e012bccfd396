package com.couponcommerce.workers.settings;

/** Provides the current live settings. A call is cheap enough for each message. */
@FunctionalInterface
public interface CurrentSettings {
  /** Returns valid settings: a wrong value keeps the last valid one in effect. */
  LiveSettings get();
}
