package com.couponcommerce.workers.email.decode;

import com.couponcommerce.workers.message.FieldReader;
import com.couponcommerce.workers.message.MessageFields.NumberText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads bytes that a serializer wrote as numbers: {@code {"type":"Buffer","data":[…]}} of Node.js,
 * {@code [72,105]} of many, {@code {"0":72,"1":105}} of a Uint8Array; with a sign, as in Java.
 */
final class ByteList {
  private ByteList() {}

  /** Returns the bytes; empty if the value is something else. */
  static Optional<byte[]> of(Object value) {
    Object data = value;
    if (value instanceof Map<?, ?> map
        && map.get("data") != null
        && "Buffer".equals(map.get("type"))) {
      data = map.get("data");
    }
    return FieldReader.isList(data) ? bytes(FieldReader.list(data)) : Optional.empty();
  }

  private static Optional<byte[]> bytes(List<@Nullable Object> numbers) {
    byte[] bytes = new byte[numbers.size()];
    for (int i = 0; i < bytes.length; i++) {
      if (!(numbers.get(i) instanceof NumberText number && number.text().matches("-?[0-9]{1,3}"))) {
        return Optional.empty();
      }
      int b = Integer.parseInt(number.text());
      if (b < -128 || b > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) b;
    }
    return Optional.of(bytes);
  }
}
