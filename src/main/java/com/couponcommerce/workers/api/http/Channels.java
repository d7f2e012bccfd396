package com.couponcommerce.workers.api.http;

import com.couponcommerce.workers.message.Channel;

/** Reads the channel from a path. */
public final class Channels {
  private Channels() {}

  /**
   * Returns the channel with an id.
   *
   * @throws Problem 404 if there is none
   */
  public static Channel of(String id) {
    return Channel.of(id).orElseThrow(() -> Problem.notFound("the channel must be email or sms"));
  }
}
