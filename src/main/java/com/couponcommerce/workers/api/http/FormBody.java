package com.couponcommerce.workers.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the fields of an application/x-www-form-urlencoded body. Servers mix the fields of the
 * query with those of the body, but only the latter are signed.
 */
public final class FormBody {
  private FormBody() {}

  /**
   * Reads all fields; the last value of a repeated field counts.
   *
   * @param in body, bounded by {@link BodyLimit}
   * @throws Problem 400 if the body is no form
   */
  public static Map<String, String> read(InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    Map<String, String> fields = new LinkedHashMap<>();
    try {
      for (String field : new String(bytes, StandardCharsets.UTF_8).split("&", -1)) {
        int equals = field.indexOf('=');
        if (equals > 0) {
          fields.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
        }
      }
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("the body is no valid form: a % is not followed by two hex digits");
    }
    return fields;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
