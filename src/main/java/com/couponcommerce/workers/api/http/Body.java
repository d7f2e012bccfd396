package com.couponcommerce.workers.api.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes what servlets and filters answer. */
public final class Body {
  private Body() {}

  /** Writes a body, or only its length to a HEAD: Payara would send the body too. */
  public static void write(
      HttpServletRequest request, HttpServletResponse response, String type, byte[] body)
      throws IOException {
    response.setContentType(type);
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }
}
