package com.couponcommerce.workers.email.smtp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;

/**
 * A socket that starts the time of a step with each write while Jakarta Mail talks over it: a
 * command is written, and its reply is due. The first step ends with the server's greeting.
 *
 * <p>It has TCP_NODELAY. Without it the end of a long mail waits until the server has acknowledged
 * the rest, which its system may delay by 40 ms (RFC 9293 sections 3.7.4 and 3.8.6.3).
 */
final class WatchedSocket extends Socket {
  private final WatchedConnection connection;
  private final StepTimes times;

  WatchedSocket(Proxy proxy, WatchedConnection connection, StepTimes times) throws IOException {
    super(proxy);
    this.connection = connection;
    this.times = times;
    setTcpNoDelay(true);
  }

  @Override
  public void connect(SocketAddress server, int timeoutMillis) throws IOException {
    super.connect(server, timeoutMillis);
    connection.limit(times.greeting());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new Commands(super.getOutputStream(), connection, times.reply());
  }

  private static final class Commands extends FilterOutputStream {
    private final WatchedConnection connection;
    private final Duration replyTime;

    Commands(OutputStream out, WatchedConnection connection, Duration replyTime) {
      super(out);
      this.connection = connection;
      this.replyTime = replyTime;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      connection.writing(replyTime);
      out.write(bytes, from, length);
    }
  }
}
