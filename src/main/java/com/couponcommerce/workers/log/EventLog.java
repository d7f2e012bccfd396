package com.couponcommerce.workers.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Writes {@link LogLine}s to the server's log, whose handlers add time, level and class. */
public final class EventLog {
  /** Format of all lines of the application: a log has one format. */
  private static volatile LogFormat format = LogFormat.TEXT;

  private final Logger logger;

  public EventLog(Logger logger) {
    this.logger = logger;
  }

  /** Returns the log of a class. */
  public static EventLog of(Class<?> source) {
    return named(source.getName());
  }

  /** Returns a log of its own, which the administrator may direct to another file. */
  public static EventLog named(String name) {
    return new EventLog(new ServerLogger(name));
  }

  /** Sets the format of all further lines. */
  public static void write(LogFormat wanted) {
    format = wanted;
  }

  /** Logs a change of state. */
  public void info(LogLine line) {
    logger.log(Level.INFO, line.in(format));
  }

  /** Logs what needs the attention of the administrator or the operator. */
  public void warning(LogLine line) {
    logger.log(Level.WARNING, line.in(format));
  }

  /** Logs a bug with its stack trace. */
  public void error(LogLine line, Throwable thrown) {
    log(Level.ERROR, line, thrown);
  }

  /** Logs details that help to find a bug. */
  public void debug(LogLine line, Throwable thrown) {
    log(Level.DEBUG, line, thrown);
  }

  /** Writes the stack trace into a field of a JSON line, since its own lines are no JSON. */
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
