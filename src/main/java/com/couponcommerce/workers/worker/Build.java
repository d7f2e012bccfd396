package com.couponcommerce.workers.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Names the build of the application that runs.
 *
 * @param revision the commit, with {@code -dirty} after it if the sources had been changed; {@code
 *     unknown} if it was built without its history
 */
public record Build(String version, String revision) {
  /** Returns the build of this instance. */
  public static final Build THIS = read("/build.properties");

  private static Build read(String name) {
    try (InputStream file = Build.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing");
      }
      Properties properties = new Properties();
      properties.load(file);
      String revision = properties.getProperty("revision", "");
      // Maven leaves the name of a property that it does not know.
      return new Build(
          properties.getProperty("version"), revision.startsWith("$") ? "unknown" : revision);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns both for readers, such as {@code 1.0.0 (1a2b3c4)}. */
  @Override
  public String toString() {
    return version + " (" + revision + ")";
  }
}
