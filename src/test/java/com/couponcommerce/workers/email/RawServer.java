package com.couponcommerce.workers.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose connections a test serves byte by byte, each on a thread of its own. */
final class RawServer implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  /** Serves a connection; an exception ends it. */
  interface Service {
    void serve(Connection connection) throws IOException;
  }

  /** A connection as its service sees it. */
  record Connection(int number, BufferedReader in, OutputStream out) {

    /** Returns the next line; throws at the end. */
    String line() throws IOException {
      String line = in.readLine();
      if (line == null) {
        throw new IOException("the client has closed the connection");
      }
      return line;
    }

    /** Writes lines, all in one piece. */
    void say(String... lines) throws IOException {
      out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Says 220, answers EHLO with these extensions. */
    void greet(String... extensions) throws IOException {
      say("220 raw");
      line();
      StringBuilder reply = new StringBuilder("250-raw\r\n");
      for (String extension : extensions) {
        reply.append("250-").append(extension).append("\r\n");
      }
      say(reply + "250 HELP");
    }

    /** Reads a mail's content up to the final dot. */
    void content() throws IOException {
      while (!line().equals(".")) {
        // The content does not matter.
      }
    }

    /** Returns true if the client has sent something that was not read yet. */
    boolean hasMore() throws IOException {
      return in.ready();
    }
  }

  RawServer(Service service) {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(
        () -> {
          while (!server.isClosed()) {
            Socket socket = server.accept();
            open.add(socket);
            int number = connections.incrementAndGet();
            daemon(() -> serve(service, socket, number));
          }
        });
  }

  private static void serve(Service service, Socket socket, int number) throws IOException {
    try (socket) {
      socket.setTcpNoDelay(true);
      service.serve(
          new Connection(
              number,
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)),
              socket.getOutputStream()));
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // The connection or the server was closed.
              }
            },
            "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
