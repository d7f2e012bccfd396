package com.couponcommerce.workers.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class YoungConnectionsTest {
  private final AtomicLong time = new AtomicLong();
  private final YoungConnections connections =
      new YoungConnections(HttpClient::newHttpClient, time::get);

  private HttpClient take() {
    return Objects.requireNonNull(connections.take());
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  @Test
  void a_busy_connection_stays() {
    HttpClient first = take();
    for (int i = 0; i < 10; i++) {
      connections.giveBack(first);
      pass(Duration.ofSeconds(20));
      assertThat(take()).isSameAs(first);
    }
  }

  @Test
  void one_idle_connection_of_several_is_enough_for_new_ones() {
    HttpClient first = take();
    connections.take();
    connections.giveBack(first);
    connections.giveBack(first);
    pass(Duration.ofSeconds(20));
    connections.take();
    pass(Duration.ofSeconds(20));

    HttpClient second = take();

    assertThat(second).isNotSameAs(first);
    connections.giveBack(first);
    assertThat(take()).isSameAs(second);
  }

  @Test
  void a_closed_one_gives_no_client() {
    connections.take();
    connections.close();

    assertThat(connections.take()).isNull();
  }
}
