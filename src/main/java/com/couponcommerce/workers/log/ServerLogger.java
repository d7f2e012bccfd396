package com.couponcommerce.workers.log;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logger of the server. It passes the name of the logging class: without it the server searches the
 * stack for each line, a third of the cost of a line on Payara. It creates no log record of its
 * own: WildFly wraps a foreign record and searches the stack nevertheless.
 */
final class ServerLogger implements System.Logger {
  private final Logger logger;

  ServerLogger(String name) {
    this.logger = Logger.getLogger(name);
  }

  @Override
  public String getName() {
    return logger.getName();
  }

  @Override
  public boolean isLoggable(Level level) {
    return logger.isLoggable(level(level));
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String text,
      @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      logger.logp(level(level), getName(), null, text, thrown);
    }
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String format, Object @Nullable ... values) {
    String text =
        values == null || values.length == 0 ? format : MessageFormat.format(format, values);
    log(level, bundle, text, (Throwable) null);
  }

  /** Translates a level as the JDK does. */
  private static java.util.logging.Level level(Level level) {
    return switch (level) {
      case ALL -> java.util.logging.Level.ALL;
      case TRACE -> java.util.logging.Level.FINER;
      case DEBUG -> java.util.logging.Level.FINE;
      case INFO -> java.util.logging.Level.INFO;
      case WARNING -> java.util.logging.Level.WARNING;
      case ERROR -> java.util.logging.Level.SEVERE;
      case OFF -> java.util.logging.Level.OFF;
    };
  }
}
