package com.couponcommerce.workers.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds loopback ports that nobody listens on. */
public final class FreePort {
  private FreePort() {}

  /** Any free port. */
  public static int any() {
    return from(0);
  }

  /** The first free port from {@code preferred} upwards; 0 takes any. */
  public static int from(int preferred) {
    IOException refusal = new IOException("none tried");
    for (int port = preferred; port < preferred + 1000; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket.getLocalPort();
      } catch (IOException taken) {
        refusal = taken;
      }
    }
    throw new UncheckedIOException("no free port from " + preferred + " upwards", refusal);
  }
}
