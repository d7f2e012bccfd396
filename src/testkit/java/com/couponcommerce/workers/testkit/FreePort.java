package com.couponcommerce.workers.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/** Finds loopback ports that nobody listens on. */
public final class FreePort {
  /**
   * Below the ports that a system gives to whoever asks for any: Linux those from 32768, others
   * those from 49152. A connection or a socket of somebody else would take one of them before the
   * server is up, or while it restarts.
   */
  private static final int FIRST = 20_000;

  private static final int COUNT = 12_768;
  private static final Random START = new Random();

  private FreePort() {}

  /**
   * A port that is free and stays reserved for this JVM until it ends: nobody else gets it from
   * here, so tests may run in several JVMs at a time.
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

  /** The first free port from {@code preferred} upwards. */
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
