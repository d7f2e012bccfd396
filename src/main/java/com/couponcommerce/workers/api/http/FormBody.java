package com.couponcommerce.workers.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of a body of application/x-www-form-urlencoded. Read by ourselves, since servers mix
 * the fields of the query into those of the body, and only the latter are signed.
 */
public final class FormBody {
  private FormBody() {}

  /**
   * Reads all of them; of a field that is there twice, the last.
   *
   * @param in bounded by {@link BodyLimit}
   * @throws Problem with 400 where it is no form
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
      throw Problem.badRequest("the body is no form: a % without two hex digits");
    }
    return fields;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
