package com.couponcommerce.workers.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.function.IntFunction;

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
      if (take(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port from " + FIRST + " to " + (FIRST + COUNT - 1) + ": end some servers");
  }

  /**
   * Returns the first free port from {@code preferred} upwards, reserved like one of the others.
   */
  public static int from(int preferred) {
    for (int port = preferred; port < preferred + 1000; port++) {
      if (take(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port from " + preferred + " upwards");
  }

  /**
   * Starts a server on the first port from {@code preferred} upwards that it gets: a program that
   * reserves nothing can take a port between the look and the start.
   *
   * @param start starts the server; throws an {@link UncheckedIOException} if it cannot
   */
  public static <T> T start(int preferred, IntFunction<T> start) {
    int port = from(preferred);
    while (true) {
      try {
        return start.apply(port);
      } catch (UncheckedIOException e) {
        if (isFree(port)) {
          throw e;
        }
        port = from(port + 1);
      }
    }
  }

  /** Reserves a port if it is free; returns false if a program listens on it or has reserved it. */
  public static boolean take(int port) {
    return isFree(port) && PortReservations.reserve(port);
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
