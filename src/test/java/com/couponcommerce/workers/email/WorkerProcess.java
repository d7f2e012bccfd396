package com.couponcommerce.workers.email;

import com.couponcommerce.workers.settings.SettingsReader;
import com.couponcommerce.workers.worker.RunningWorker;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The whole engine for e-mails in a process of its own, which can be killed. */
final class WorkerProcess implements AutoCloseable {
  private final Process process;

  /**
   * Starts it.
   *
   * @param smtpPort port of the mail server on this machine
   */
  WorkerProcess(String redisUrl, int smtpPort) {
    try {
      process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx256m",
                      "-cp",
                      System.getProperty("java.class.path"),
                      WorkerProcess.class.getName(),
                      redisUrl,
                      Integer.toString(smtpPort)))
              .inheritIO()
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs until its input ends, as it does when the parent process is gone. */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> settings =
        Map.of(
            "REDIS_URL", arguments[0],
            "EMAIL_CONCURRENCY", "8",
            "POLL_INTERVAL_MS", "100",
            "PROCESSING_TIMEOUT_MS", "2000",
            "SMTP_FROM", "shop@shop.test");
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", arguments[1]);
    EmailSender sender =
        new EmailSender(
            new SettingsReader(name -> Optional.ofNullable(settings.get(name))).read().email(),
            new MailSession(() -> Session.getInstance(properties)),
            InstantSource.system());
    RunningWorker<?> unused = RunningWorker.start(settings, sender);
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it as a crash does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
