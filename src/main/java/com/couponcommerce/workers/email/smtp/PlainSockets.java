package com.couponcommerce.workers.email.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.Optional;
import javax.net.SocketFactory;

/** Makes the TCP sockets of a mail session, and notes each in the connection it is for. */
public final class PlainSockets extends SocketFactory {
  private final OpeningThreads threads;
  private final StepTimes times;
  private final Proxy proxy;
  private final Optional<SocketFactory> theirs;

  /**
   * @param proxy SOCKS proxy for sockets of our own
   * @param theirs the administrator's factory; empty for sockets of our own
   */
  public PlainSockets(
      OpeningThreads threads, StepTimes times, Proxy proxy, Optional<SocketFactory> theirs) {
    this.threads = threads;
    this.times = times;
    this.proxy = proxy;
    this.theirs = theirs;
  }

  @Override
  public Socket createSocket() throws IOException {
    WatchedConnection connection = threads.connection();
    Socket socket;
    if (theirs.isPresent()) {
      socket = theirs.get().createSocket();
      // Nothing tells when this socket is connected, or when a command is written.
      connection.limit(times.greeting().plus(times.reply()));
    } else {
      socket = new WatchedSocket(proxy, connection, times);
    }
    connection.opened(socket);
    return socket;
  }

  /** Throws: Jakarta Mail binds and connects itself, and calls the method without parameters. */
  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }
}
