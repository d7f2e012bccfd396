/**
 * Judgement of a mail server's reply: whom it accuses, and for how long. The rules are a table in
 * {@code smtp/reply-rules.txt}. Knows nothing of messages, connections and Jakarta Mail.
 */
@NullMarked
package com.couponcommerce.workers.email.reply;

import org.jspecify.annotations.NullMarked;
