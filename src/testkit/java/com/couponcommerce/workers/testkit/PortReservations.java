package com.couponcommerce.workers.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports that the JVMs of one user on this machine have reserved: byte n of an empty file is locked
 * for port n. The system releases the locks when the JVM ends for any reason.
 */
final class PortReservations {
  private static final FileChannel FILE = open();

  /** References to the locks. A lock without a reference is invisible to its own JVM. */
  private static final List<FileLock> HELD = new ArrayList<>();

  private PortReservations() {}

  /** Returns false if this JVM or another has reserved the port already. */
  static synchronized boolean reserve(int port) {
    try {
      FileLock lock = FILE.tryLock(port, 1, false);
      return lock != null && HELD.add(lock);
    } catch (OverlappingFileLockException ours) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel open() {
    String name = "coupon-workers-ports-" + System.getProperty("user.name");
    try {
      return FileChannel.open(
          Path.of(System.getProperty("java.io.tmpdir"), name),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
