package com.couponcommerce.workers.email;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/** A socket factory as an administrator may name one in a mail session; counts its sockets. */
public final class TheirSockets extends SocketFactory {
  private static final AtomicInteger MADE = new AtomicInteger();

  /** Returns a factory, as Jakarta Mail asks for the default one of a class. */
  public static SocketFactory getDefault() {
    return new TheirSockets();
  }

  static int made() {
    return MADE.get();
  }

  @Override
  public Socket createSocket() {
    MADE.incrementAndGet();
    return new Socket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("not asked for");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw new IOException("not asked for");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new IOException("not asked for");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new IOException("not asked for");
  }
}
