package com.couponcommerce.workers.api.audit;

import com.couponcommerce.workers.settings.ApiSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Writes the audit to a file of its own besides the server's log, if AUDIT_LOG names one. The file
 * is open from the start of the application to its end; the server's logger lives longer.
 */
@Singleton
public class AuditFile {
  private static final int MAX_BYTES = 10 * 1024 * 1024;
  private static final int FILES = 10;

  private final Optional<Path> file;

  /** Strong reference, since the JDK holds a logger weakly and would lose its handler. */
  private final Logger logger = Logger.getLogger(Audit.LOGGER);

  private Optional<Handler> handler = Optional.empty();

  @Inject
  public AuditFile(ApiSettings settings) {
    this.file = settings.auditLog();
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    file.ifPresent(this::open);
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    handler.ifPresent(
        open -> {
          logger.removeHandler(open);
          open.close();
        });
  }

  void open(Path path) {
    try {
      // FileHandler reads % as the start of a placeholder.
      String pattern = path.toString().replace("%", "%%") + ".%g";
      Handler opened = new FileHandler(pattern, MAX_BYTES, FILES, true);
      opened.setEncoding("UTF-8");
      opened.setLevel(Level.INFO);
      opened.setFormatter(new Line());
      logger.addHandler(opened);
      if (!logger.isLoggable(Level.INFO)) {
        // The level of the server's log does not apply to the audit.
        logger.setLevel(Level.INFO);
      }
      handler = Optional.of(opened);
    } catch (IOException e) {
      throw new IllegalStateException("AUDIT_LOG cannot be written: " + e.getMessage(), e);
    }
  }

  /** Puts the time before the line of the server's log; in JSON as a field. */
  private static final class Line extends Formatter {
    @Override
    public String format(LogRecord logged) {
      String line = formatMessage(logged);
      return line.startsWith("{")
          ? "{\"time\":\"" + logged.getInstant() + "\"," + line.substring(1) + "\n"
          : logged.getInstant() + " " + line + "\n";
    }
  }
}
