package com.couponcommerce.workers.settings;

/** The live settings as they are now. Cheap enough to be asked for each message. */
@FunctionalInterface
public interface CurrentSettings {
  /** Always good ones: a wrong value that somebody sets does not get here. */
  LiveSettings get();
}
