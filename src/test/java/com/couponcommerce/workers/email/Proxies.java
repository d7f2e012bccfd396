package com.couponcommerce.workers.email;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy to a server of this host, for SOCKS 5 (RFC 1928) or CONNECT (RFC 9110). */
final class Proxies implements AutoCloseable {
  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();

  /** Reads what the client asks for, and agrees. */
  private interface Handshake {
    void shake(Socket client) throws IOException;
  }

  private Proxies(int target, Handshake handshake) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(
        () -> {
          while (!server.isClosed()) {
            Socket client = server.accept();
            connections.incrementAndGet();
            daemon(
                () -> {
                  handshake.shake(client);
                  Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
                  daemon(() -> pump(there, client));
                  pump(client, there);
                });
          }
        });
  }

  static Proxies socks(int target) throws IOException {
    return new Proxies(target, Proxies::socksHandshake);
  }

  static Proxies http(int target) throws IOException {
    return new Proxies(target, Proxies::connectHandshake);
  }

  private static void socksHandshake(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    in.skipNBytes(1);
    in.skipNBytes(in.readUnsignedByte());
    out.write(new byte[] {5, 0});
    in.skipNBytes(3);
    int kind = in.readUnsignedByte();
    in.skipNBytes(kind == 3 ? in.readUnsignedByte() : kind == 1 ? 4 : 16);
    in.skipNBytes(2);
    out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
  }

  private static void connectHandshake(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      line = in.readLine();
    }
    client
        .getOutputStream()
        .write("HTTP/1.0 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static void pump(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
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
                // One side was closed.
              }
            },
            "proxy");
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
  }
}
