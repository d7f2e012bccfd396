package com.couponcommerce.workers.email.smtp;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** An open connection to a mail server, whose reads and writes end at a deadline. */
public interface Wire {

  InputStream in();

  /** Returns the output, unbuffered. */
  OutputStream out();

  /**
   * Limits the time of the reads and writes until the next call together, whatever the server sends
   * meanwhile. At the end of it the connection is closed, and they throw.
   */
  void limit(Duration time);

  /** Ends the limit. */
  void unlimited();

  /** Returns true if the connection was closed at a limit. */
  boolean expired();
}
