package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
  private final AtomicLong time = new AtomicLong();
  private final ConnectionLimit limit = new ConnectionLimit(16, time::get);

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  @Test
  void as_many_are_allowed_as_are_open_and_one_more_from_time_to_time() {
    assertThat(limit.now()).isEqualTo(16);
    limit.refused(4);
    assertThat(limit.now()).isEqualTo(4);

    pass(Duration.ofSeconds(1));
    assertThat(limit.now()).isEqualTo(5);
    limit.refused(4);
    pass(Duration.ofSeconds(1));
    assertThat(limit.now()).isEqualTo(4);
    pass(Duration.ofSeconds(1));
    assertThat(limit.now()).isEqualTo(5);
  }

  @Test
  void a_crowd_that_is_refused_together_counts_once() {
    for (int i = 0; i < 12; i++) {
      limit.refused(4);
    }
    for (int second = 0; second < 12; second++) {
      pass(Duration.ofSeconds(1));
      limit.now();
    }

    assertThat(limit.now()).isEqualTo(16);
  }

  @Test
  void after_one_more_is_not_refused_the_next_comes_soon() {
    limit.refused(4);
    for (int again = 0; again < 5; again++) {
      pass(Duration.ofMinutes(1));
      assertThat(limit.now()).isEqualTo(5);
      limit.refused(4);
    }

    pass(Duration.ofMinutes(1));
    assertThat(limit.now()).isEqualTo(5);
    pass(Duration.ofMinutes(1));
    assertThat(limit.now()).isEqualTo(6);
    pass(Duration.ofSeconds(1));
    assertThat(limit.now()).isEqualTo(7);
  }

  @Test
  void it_grows_to_the_whole_again_and_never_falls_to_nothing() {
    limit.refused(0);
    assertThat(limit.now()).isEqualTo(1);

    for (int i = 0; i < 20; i++) {
      pass(Duration.ofSeconds(1));
      limit.now();
    }
    assertThat(limit.now()).isEqualTo(16);
  }

  @Test
  void with_a_server_that_allows_few_connections_all_mails_go_over_those() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail =
            new MailFixture(MailFixture.session(server, "mail.smtp.timeout", "5000"))) {
      server.script(
          command ->
              command.stage() == Stage.CONNECT && server.openConnections() > 4
                  ? Reply.say("421 4.7.0 Too many concurrent SMTP connections").thenClose()
                  : Reply.usual());
      ExecutorService threads = Executors.newFixedThreadPool(16);
      List<Future<DeliveryResult>> sent = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        sent.add(threads.submit(() -> mail.send()));
      }
      threads.shutdown();
      for (Future<DeliveryResult> result : sent) {
        assertThat(result.get()).isInstanceOf(Delivered.class);
      }

      assertThat(server.received()).isEqualTo(600);
    }
  }

  @Test
  void a_server_that_allows_none_is_the_channels_failure() throws Exception {
    try (SmtpServer server = SmtpServer.start();
        MailFixture mail = new MailFixture(MailFixture.session(server))) {
      server.script(
          SmtpScript.at(Stage.CONNECT, Reply.say("421 4.7.0 Too many connections").thenClose()));

      Failure failure = mail.failure();

      assertThat(failure.failureClass()).isEqualTo(FailureClass.THROTTLED);
      assertThat(failure.atOnce()).isFalse();
    }
  }
}
