package com.couponcommerce.workers.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/** Finds loopback ports without a listener. */
public final class FreePort {
  /**
   * First port to assign. The range ends below the ephemeral ports, which start at 32768 on Linux
   * and at 49152 elsewhere: another program's connection could take one of those before the server
   * is up, or while it restarts.
   */
  private static final int FIRST = 20_000;

  private static final int COUNT = 12_768;
  private static final Random START = new Random();

  private FreePort() {}

  /**
   * Returns a free port that stays reserved for this JVM until its end, so that tests can run in
   * several JVMs at a time.
   */
  public static int any() {
    int start = START.nextInt(COUNT);
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + (start + i) % COUNT;
      if (PortReservations.reserve(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port from " + FIRST + " to " + (FIRST + COUNT - 1) + ": end some servers");
  }

  /** Returns the first free port from {@code preferred} upwards. */
  public static int from(int preferred) {
    for (int port = preferred; port < preferred + 1000; port++) {
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port from " + preferred + " upwards");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
