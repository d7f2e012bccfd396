package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.field.EmailFields;
import com.couponcommerce.workers.message.field.FieldSet;
import com.couponcommerce.workers.message.field.SmsFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of message with a queue of its own. {@link #id()} is its name in keys, settings and logs.
 */
public enum Channel {
  EMAIL,
  SMS;

  /** Returns the channel with an id; empty if there is none. */
  public static Optional<Channel> of(String id) {
    return Arrays.stream(values()).filter(channel -> channel.id().equals(id)).findFirst();
  }

  /** Returns the fields of its messages. */
  public FieldSet fields() {
    return this == EMAIL ? EmailFields.ALL : SmsFields.ALL;
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return id();
  }
}
