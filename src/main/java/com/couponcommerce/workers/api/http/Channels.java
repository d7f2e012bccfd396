package com.couponcommerce.workers.api.http;

import com.couponcommerce.workers.message.Channel;

/** The channel that a path names. */
public final class Channels {
  private Channels() {}

  /**
   * The channel with that id.
   *
   * @throws Problem with 404 where there is none
   */
  public static Channel of(String id) {
    return Channel.of(id)
        .orElseThrow(() -> Problem.notFound("there is no such channel: email or sms"));
  }
}
