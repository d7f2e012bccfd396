package com.couponcommerce.workers.settings;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Ends the server's process at wrong settings, if the process runs this application alone. Payara
 * and WildFly stay up without an application whose deployment failed, and a supervisor such as
 * systemd would take them for well.
 */
final class OwnServer {
  /** System property that run.sh of each server sets to {@link #OWN}. */
  static final String PROPERTY = "coupon-workers.server";

  static final String OWN = "own";

  /** EX_CONFIG of sysexits.h, which the scripts of server-config end with too. */
  static final int WRONG_SETTINGS = 78;

  private final boolean isOwn;
  private final PrintStream err;
  private final IntConsumer halt;

  OwnServer(boolean isOwn, PrintStream err, IntConsumer halt) {
    this.isOwn = isOwn;
    this.err = err;
    this.halt = halt;
  }

  /**
   * Returns the server of this process. It writes to standard error itself, not to System.err,
   * which WildFly makes lines of its log of; and it halts, since a shutdown would write more lines
   * after the mistakes.
   */
  static OwnServer ofThisProcess() {
    return new OwnServer(
        OWN.equals(System.getProperty(PROPERTY)),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        Runtime.getRuntime()::halt);
  }

  /**
   * Returns the settings.
   *
   * @throws InvalidSettingsException if one is wrong and the server has other applications
   */
  Settings require(Supplier<Settings> settings) {
    try {
      return settings.get();
    } catch (InvalidSettingsException e) {
      if (isOwn) {
        err.println(e.getMessage());
        halt.accept(WRONG_SETTINGS);
      }
      throw e;
    }
  }
}
