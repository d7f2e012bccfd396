package com.couponcommerce.workers.api.enqueue;

import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.queue.RequestKey;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a client calls its request, so that it can send it again without harm: the header of
 * draft-ietf-httpapi-idempotency-key-header. The quotes that the draft asks for may be left out, as
 * most clients do.
 *
 * @param remembered for how long the request is known
 */
record IdempotencyKey(String value, Duration remembered) {
  private static final Duration DAY = Duration.ofHours(24);

  /** Longer than this instance tries to reach Redis for one request. */
  private static final Duration OWN_RETRIES = Duration.ofMinutes(1);

  private static final Pattern TEXT = Pattern.compile("\"([!#-~]{1,200})\"|([!#-~]{1,200})");

  /**
   * The one that a client sent.
   *
   * @throws Problem with 400 where it is none
   */
  static Optional<IdempotencyKey> of(Optional<String> header) {
    return header.map(
        text -> {
          if (!TEXT.matcher(text).matches()) {
            throw Problem.badRequest(
                "Idempotency-Key must have 1 to 200 visible ASCII characters, with or without"
                    + " quotes around them");
          }
          return new IdempotencyKey(text.replace("\"", ""), DAY);
        });
  }

  /** For a request that has none: it makes our own repetition after a lost reply harmless. */
  static IdempotencyKey none() {
    return new IdempotencyKey(UUID.randomUUID().toString(), OWN_RETRIES);
  }

  /** As it is remembered: nobody meets another user's key. */
  RequestKey request(String user, MediaType type, byte[] body) {
    return new RequestKey(
        RequestKey.digest(bytes(user), bytes(value)),
        RequestKey.digest(bytes(type.getSubtype()), body),
        remembered);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
