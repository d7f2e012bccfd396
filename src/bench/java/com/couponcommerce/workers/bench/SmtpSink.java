package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.testkit.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Runs Postfix's smtp-sink(1): accepts and drops any mail, faster than any worker sends. */
final class SmtpSink implements AutoCloseable {
  private final Process process;
  private final int port;

  private SmtpSink(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static SmtpSink start() throws IOException {
    int port = FreePort.any();
    List<String> command = new ArrayList<>(List.of("smtp-sink"));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "postfix"));
    }
    command.addAll(List.of("127.0.0.1:" + port, "2000"));
    SmtpSink sink = new SmtpSink(Programs.start(command), port);
    sink.awaitListening();
    return sink;
  }

  int port() {
    return port;
  }

  private void awaitListening() {
    while (process.isAlive()) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException notYet) {
        LockSupport.parkNanos(10_000_000);
      }
    }
    throw new IllegalStateException("smtp-sink has ended with status " + process.exitValue());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
