package com.couponcommerce.workers.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * An SMTP server in this process that accepts any mail, after the latency of a provider, and
 * reports each recipient and time.
 */
final class SlowSink implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final ServerSocket server;
  private final Duration latency;
  private final Listener listener;

  /** Learns of each mail when its last reply is written, from many threads at a time. */
  interface Listener {
    void accepted(String recipient, long nanoTime);
  }

  private SlowSink(ServerSocket server, Duration latency, Listener listener) {
    this.server = server;
    this.latency = latency;
    this.listener = listener;
  }

  /**
   * Starts a sink on a free port.
   *
   * @param latency time from the end of a mail to the reply
   */
  static SlowSink start(Duration latency, Listener listener) throws IOException {
    ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    SlowSink sink = new SlowSink(server, latency, listener);
    daemon(sink::accept);
    return sink;
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "slow-sink");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // The sink is closed.
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        OutputStream out = socket.getOutputStream()) {
      reply(out, "220 sink");
      String recipient = "";
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        if (line.startsWith("EHLO")) {
          reply(out, "250 sink");
        } else if (line.startsWith("RCPT TO:<")) {
          recipient = line.substring(9, line.indexOf('>'));
          reply(out, "250 ok");
        } else if (line.startsWith("DATA")) {
          reply(out, "354 go on");
          skipMail(in);
          if (!latency.isZero()) {
            LockSupport.parkNanos(latency.toNanos());
          }
          reply(out, "250 taken");
          listener.accepted(recipient, System.nanoTime());
        } else if (line.startsWith("QUIT")) {
          return;
        } else {
          reply(out, "250 ok");
        }
      }
    } catch (IOException e) {
      // The worker has closed the connection.
    }
  }

  private static void reply(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  /** Skips a mail up to the line that has only a dot. */
  private static void skipMail(InputStream in) throws IOException {
    int matched = 2;
    byte[] end = {'\r', '\n', '.', '\r', '\n'};
    while (matched < end.length) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the mail does not end");
      }
      matched = c == end[matched] ? matched + 1 : c == '\r' ? 1 : 0;
    }
  }
}
