package com.couponcommerce.workers.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Writes {@link LogLine}s to the server's log, whose handlers add the time, the level and the class
 * that speaks.
 */
public final class EventLog {
  /** One for all of the application: nobody reads a log in two formats. */
  private static volatile LogFormat format = LogFormat.TEXT;

  private final Logger logger;

  public EventLog(Logger logger) {
    this.logger = logger;
  }

  /** The log of a class. */
  public static EventLog of(Class<?> speaker) {
    return named(speaker.getName());
  }

  /** A log of its own, which the server's administrator may send elsewhere. */
  public static EventLog named(String name) {
    return new EventLog(new ServerLogger(name));
  }

  /** Writes all lines from now on in this format. */
  public static void write(LogFormat wanted) {
    format = wanted;
  }

  public void info(LogLine line) {
    logger.log(Level.INFO, line.in(format));
  }

  public void warning(LogLine line) {
    logger.log(Level.WARNING, line.in(format));
  }

  /** A fault of ours, with where it happened. */
  public void error(LogLine line, Throwable thrown) {
    log(Level.ERROR, line, thrown);
  }

  /** What helps nobody but whoever looks for a fault of ours. */
  public void debug(LogLine line, Throwable thrown) {
    log(Level.DEBUG, line, thrown);
  }

  /** As JSON the stack trace is a field: lines of its own would be no JSON. */
  private void log(Level level, LogLine line, Throwable thrown) {
    if (!logger.isLoggable(level)) {
      return;
    }
    MaskedThrowable masked = MaskedThrowable.of(thrown);
    if (format == LogFormat.JSON) {
      StringWriter stack = new StringWriter();
      masked.printStackTrace(new PrintWriter(stack, true));
      logger.log(level, line.with("stack", stack).in(format));
    } else {
      logger.log(level, line.in(format), masked);
    }
  }
}
