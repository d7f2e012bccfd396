package com.couponcommerce.workers.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Puts a server of this machine at a distance: each byte takes a fixed time there, and the same
 * time back. One thread reads and never waits for bytes that are on their way; {@link DelayLine}
 * has the other. Only opening a connection takes no time.
 */
final class DistantProxy implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final int PIECE = 1 << 16;

  private final InetSocketAddress server;
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final DelayLine line = new DelayLine();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);

  private DistantProxy(int serverPort) throws IOException {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    selector = Selector.open();
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Starts a proxy on a free port, at no distance. */
  static DistantProxy start(int serverPort) throws IOException {
    DistantProxy proxy = new DistantProxy(serverPort);
    Thread reader = new Thread(proxy::run, "distant-proxy");
    reader.setDaemon(true);
    reader.start();
    return proxy;
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  /** Changes the distance; no bytes may be on their way. */
  void distance(Duration oneWay) {
    line.delay(oneWay);
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
    line.close();
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(this::serve);
      }
    } catch (ClosedSelectorException e) {
      // The proxy is closed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(SelectionKey key) {
    if (key.attachment() instanceof Outlet outlet) {
      read(key, outlet);
    } else {
      accept();
    }
  }

  private void accept() {
    try {
      SocketChannel near = listener.accept();
      SocketChannel far = SocketChannel.open(server);
      Outlet there = new Outlet(far);
      Outlet back = new Outlet(near);
      there.opposite(back);
      back.opposite(there);
      register(near, there);
      register(far, back);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void register(SocketChannel from, Outlet to) throws IOException {
    from.setOption(StandardSocketOptions.TCP_NODELAY, true);
    from.configureBlocking(false);
    from.register(selector, SelectionKey.OP_READ, to);
  }

  private void read(SelectionKey key, Outlet to) {
    buffer.clear();
    int length;
    try {
      length = ((SocketChannel) key.channel()).read(buffer);
    } catch (IOException e) {
      // The sender is gone.
      length = -1;
    }
    if (length < 0) {
      key.cancel();
    }
    if (length != 0) {
      ByteBuffer piece = ByteBuffer.allocate(Math.max(0, length));
      line.put(to, piece.put(buffer.flip()).flip());
    }
  }
}
