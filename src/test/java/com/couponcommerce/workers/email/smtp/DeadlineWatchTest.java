package com.couponcommerce.workers.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineWatchTest {

  /** A socket of an administrator's own factory. */
  private static final class OddSocket extends Socket {
    private final CountDownLatch closes = new CountDownLatch(1);

    @Override
    public synchronized void close() {
      closes.countDown();
      throw new IllegalStateException("no socket to close");
    }
  }

  @Test
  void a_socket_that_cannot_be_closed_does_not_end_the_watch() throws Exception {
    try (DeadlineWatch watch = new DeadlineWatch()) {
      OddSocket odd = new OddSocket();
      OddSocket later = new OddSocket();
      try (WatchedConnection first = new WatchedConnection(watch);
          WatchedConnection second = new WatchedConnection(watch)) {
        first.opened(odd);
        first.limit(Duration.ofMillis(1));
        assertThat(odd.closes.await(30, TimeUnit.SECONDS)).isTrue();

        second.opened(later);
        second.limit(Duration.ofMillis(1));
        assertThat(later.closes.await(30, TimeUnit.SECONDS)).isTrue();
      }
    }
  }
}
