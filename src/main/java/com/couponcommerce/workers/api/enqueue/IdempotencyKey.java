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
 * The name that a client gives a request, so that it can repeat the request safely: the header of
 * draft-ietf-httpapi-idempotency-key-header. The quotes that the draft demands are optional, since
 * most clients omit them.
 *
 * @param remembered how long the request is known
 */
record IdempotencyKey(String value, Duration remembered) {
  private static final Duration DAY = Duration.ofHours(24);

  /** Time that covers all attempts of this instance to reach Redis for one request. */
  private static final Duration OWN_RETRIES = Duration.ofMinutes(1);

  private static final Pattern TEXT = Pattern.compile("\"([!#-~]{1,200})\"|([!#-~]{1,200})");

  /**
   * Reads the header.
   *
   * @throws Problem 400 if it is invalid
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

  /**
   * Returns a key for a request without one. It makes the retry after a lost reply of Redis safe.
   */
  static IdempotencyKey none() {
    return new IdempotencyKey(UUID.randomUUID().toString(), OWN_RETRIES);
  }

  /** Returns the key as Redis stores it. Keys are scoped to a user. */
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
