package com.couponcommerce.workers.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connects the application to Redis and drops the replies to some script calls: Redis does the
 * work, and the caller gets no answer.
 */
public final class SwallowingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int redisPort;
  private final double share;
  private final Random random;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger swallowed = new AtomicInteger();

  /**
   * @param share share of the script calls whose reply is dropped, from 0 to 1
   */
  public SwallowingProxy(int redisPort, double share, long seed) throws IOException {
    this.redisPort = redisPort;
    this.share = share;
    this.random = new Random(seed);
    this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  public String url() {
    return "redis://127.0.0.1:" + server.getLocalPort() + "/0";
  }

  public int swallowed() {
    return swallowed.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort);
        client.setTcpNoDelay(true);
        redis.setTcpNoDelay(true);
        open.add(client);
        open.add(redis);
        Connection connection = new Connection(client, redis);
        daemon(connection::requests);
        daemon(connection::replies);
      } catch (IOException e) {
        // The proxy is closed, or Redis is away: the next client may succeed.
      }
    }
  }

  private synchronized boolean isNextSwallowed() {
    return random.nextDouble() < share;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(SwallowingProxy::closeQuietly);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The socket is closed already.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "swallowing-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * One client and its connection to Redis; a client sends its next command after the reply to the
   * last.
   */
  private final class Connection {
    private final Socket client;
    private final Socket redis;
    private volatile boolean silent;

    Connection(Socket client, Socket redis) {
      this.client = client;
      this.redis = redis;
    }

    void requests() {
      try (client;
          redis) {
        InputStream in = client.getInputStream();
        OutputStream out = redis.getOutputStream();
        byte[] buffer = new byte[65_536];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (isScriptCall(buffer, n) && isNextSwallowed()) {
            swallowed.incrementAndGet();
            silent = true;
          }
          out.write(buffer, 0, n);
        }
      } catch (IOException e) {
        // One of the two is closed; try-with-resources closes the other.
      }
    }

    void replies() {
      try (client;
          redis) {
        InputStream in = redis.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[65_536];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (!silent) {
            out.write(buffer, 0, n);
          }
        }
      } catch (IOException e) {
        // One of the two is closed; try-with-resources closes the other.
      }
    }

    private static boolean isScriptCall(byte[] request, int length) {
      String start = new String(request, 0, Math.min(length, 64), StandardCharsets.ISO_8859_1);
      return start.contains("EVAL");
    }
  }
}
