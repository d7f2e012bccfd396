package com.couponcommerce.workers.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Refuses a second {@code -Pdev} in one checkout, which would end the Redis of the first and
 * replace its server's directory. The system releases the lock when the process ends for any
 * reason.
 */
final class CheckoutLock implements AutoCloseable {
  /** The byte that is locked, behind the process id, which the second one reads. */
  private static final long LOCKED = 1000;

  private final FileChannel file;

  private CheckoutLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes the lock of the checkout with this directory.
   *
   * @throws IllegalStateException if another process has it
   */
  static CheckoutLock take(Path directory) {
    Path path = directory.resolve("lock");
    try {
      Files.createDirectories(directory);
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(file)) {
        file.close();
        throw new IllegalStateException(
            "./mvnw -Pdev runs in this checkout already, as process "
                + Files.readString(path).strip()
                + ". End that one first, or start this one in another clone.");
      }
      file.truncate(0);
      file.write(
          ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
      return new CheckoutLock(file);
    } catch (IOException e) {
      throw new UncheckedIOException("no lock " + path, e);
    }
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      return file.tryLock(LOCKED, 1, false) != null;
    } catch (OverlappingFileLockException held) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
