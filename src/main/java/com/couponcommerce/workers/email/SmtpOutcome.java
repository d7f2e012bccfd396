package com.couponcommerce.workers.email;

import com.couponcommerce.workers.sender.DeliveryResult;

/**
 * A failed try: what it means for the message, and what for the connection.
 *
 * @param result for the message
 */
record SmtpOutcome(DeliveryResult result, Connection connection) {

  enum Connection {
    /** The server answered in order and was sent RSET. */
    KEEP,
    /** Nobody knows what the server thinks it hears next. */
    CLOSE,
    /** As CLOSE; and if it had been used before, it had probably died of age: send once more. */
    STALE
  }
}
