package com.couponcommerce.workers.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Collects logged lines, formatted as the JDK's logging formats them. */
public final class LoggedLines implements System.Logger {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile Level least = Level.ALL;

  /** Drops lines below a level. */
  public void from(Level level) {
    least = level;
  }

  /** Returns the lines, each after its level and before its stack trace. */
  public List<String> all() {
    return List.copyOf(lines);
  }

  /** Removes the lines logged so far. */
  public void clear() {
    lines.clear();
  }

  @Override
  public String getName() {
    return "test";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level.compareTo(least) >= 0;
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      StringWriter stack = new StringWriter();
      if (thrown != null) {
        thrown.printStackTrace(new PrintWriter(stack, true));
      }
      lines.add(level + " " + text + (thrown == null ? "" : "\n" + stack));
    }
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String format, Object @Nullable ... values) {
    String text = values == null ? format : MessageFormat.format(format, values);
    log(level, bundle, text, (Throwable) null);
  }
}
