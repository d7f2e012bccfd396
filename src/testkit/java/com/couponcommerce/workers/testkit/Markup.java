package com.couponcommerce.workers.testkit;

/** Escapes text for HTML and XML. */
public final class Markup {
  private Markup() {}

  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
