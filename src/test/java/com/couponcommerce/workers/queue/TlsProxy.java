package com.couponcommerce.workers.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;

/** Puts TLS before a Redis that speaks none. */
final class TlsProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int redisPort;

  TlsProxy(SSLContext tls, int redisPort) throws IOException {
    this.redisPort = redisPort;
    this.server =
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort);
        daemon(() -> copy(client, redis));
        daemon(() -> copy(redis, client));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one of the two is gone, or the client did not like the certificate
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "tls-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
