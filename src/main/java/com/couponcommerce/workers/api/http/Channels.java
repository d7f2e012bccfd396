package com.couponcommerce.workers.api.http;

import com.couponcommerce.workers.message.Channel;
import java.util.Arrays;

/** The channel that a path names. */
public final class Channels {
  private Channels() {}

  /**
   * The channel with that id.
   *
   * @throws Problem with 404 where there is none
   */
  public static Channel of(String id) {
    return Arrays.stream(Channel.values())
        .filter(channel -> channel.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("there is no such channel: email or sms"));
  }
}
