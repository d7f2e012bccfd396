package com.couponcommerce.workers.settings;

/** Property of a setting. */
enum Flag {
  /** A change takes effect while the application runs. */
  LIVE,
  /** No message may show the value or a part of it. */
  SECRET,
  /** The value is a URL, of which no message may show the password. */
  URL,
  /** The scripts in server-config create the server's mail session from it. */
  MAIL_SESSION
}
