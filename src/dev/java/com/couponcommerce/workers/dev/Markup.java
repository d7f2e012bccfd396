package com.couponcommerce.workers.dev;

/** Text inside HTML and XML. */
final class Markup {
  private Markup() {}

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
