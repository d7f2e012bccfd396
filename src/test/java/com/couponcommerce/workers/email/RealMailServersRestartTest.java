package com.couponcommerce.workers.email;

import static com.couponcommerce.workers.email.MailFixture.message;
import static com.couponcommerce.workers.email.RealRelays.relay;
import static com.couponcommerce.workers.email.RealRelays.send;
import static com.couponcommerce.workers.email.RealRelays.session;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.DeliveryResult.Delivered;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.SendLine;
import com.couponcommerce.workers.testkit.relay.Relay;
import com.couponcommerce.workers.testkit.relay.RelayKind;
import com.couponcommerce.workers.testkit.relay.StoredMail;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that are restarted while many threads send. */
class RealMailServersRestartTest {
  private static final int THREADS = 16;

  /** Failures after which the server has certainly accepted nothing. */
  private static final Set<FailureClass> NOTHING_ACCEPTED =
      Set.of(FailureClass.PROVIDER_DOWN, FailureClass.THROTTLED, FailureClass.TRANS_RECIPIENT);

  private static final String FILLER = "Lines that a cut connection would lose.\\n".repeat(50);

  private final Set<String> delivered = ConcurrentHashMap.newKeySet();
  private final Set<String> ambiguous = ConcurrentHashMap.newKeySet();
  private final AtomicInteger attempts = new AtomicInteger();

  @ParameterizedTest
  @CsvSource({"POSTFIX,true,5000", "EXIM,true,500", "OPENSMTPD,true,500", "POSTFIX,false,1000"})
  void each_mail_arrives_once_although_the_server_is_restarted(
      RelayKind kind, boolean pipelining, int mails) throws Exception {
    try (Relay relay = relay(kind).start();
        MailFixture sender = RealRelays.fixture(session(relay), pipelining)) {
      assertThat(send(sender, "first", mail(0))).isInstanceOf(Delivered.class);
      sendAll(relay, sender, mails);

      List<StoredMail> stored = relay.mails();
      Map<String, Long> copies =
          stored.stream().collect(groupingBy(RealMailServersRestartTest::id, counting()));
      copies.remove("first");
      String outcome =
          "%d delivered, %d ambiguous, %d attempts"
              .formatted(delivered.size(), ambiguous.size(), attempts.get());
      assertThat(delivered.size() + ambiguous.size()).as(outcome).isEqualTo(mails);
      assertThat(ambiguous).as(outcome).hasSizeLessThanOrEqualTo(THREADS);
      assertThat(without(delivered, copies.keySet())).as("lost, %s", outcome).isEmpty();
      assertThat(without(without(copies.keySet(), delivered), ambiguous))
          .as("never sent, %s", outcome)
          .isEmpty();
      assertThat(copies.values()).as(outcome).containsOnly(1L);
      assertThat(stored)
          .allSatisfy(mail -> assertThat(mail.content().stripTrailing()).endsWith("The end."));
    }
  }

  private static Set<String> without(Set<String> ids, Set<String> others) {
    Set<String> rest = new HashSet<>(ids);
    rest.removeAll(others);
    return rest;
  }

  private void sendAll(Relay relay, MailFixture sender, int mails) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(
            threads.submit(
                () -> {
                  try (SendLine<EmailMessage> line = sender.sender().line()) {
                    int following;
                    for (int n = next.getAndIncrement(); n < mails; n = following) {
                      following = next.getAndIncrement();
                      sendUntilAccepted(relay, line, n, following);
                    }
                  }
                  return null;
                }));
      }
      await().atMost(Duration.ofMinutes(1)).until(() -> delivered.size() >= mails / 2);
      relay.restart();
      for (Future<?> thread : running) {
        thread.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void sendUntilAccepted(
      Relay relay, SendLine<EmailMessage> line, int number, int following)
      throws RefusedMessageException {
    String id = "m" + number;
    DeliveryResult result = attempt(line, number, following);
    while (!(result instanceof Delivered)) {
      FailureClass failureClass = MailFixture.failure(result).failureClass();
      if (failureClass == FailureClass.AMBIGUOUS) {
        ambiguous.add(id);
        return;
      }
      assertThat(failureClass).as("%s", result).isIn(NOTHING_ACCEPTED);
      await().until(() -> listens(relay.port()));
      result = attempt(line, number, following);
    }
    delivered.add(id);
  }

  private DeliveryResult attempt(SendLine<EmailMessage> line, int number, int following)
      throws RefusedMessageException {
    attempts.incrementAndGet();
    return send(line, "m" + number, mail(number), "m" + following, mail(following));
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static EmailMessage mail(int number) throws RefusedMessageException {
    return message("{\"to\":\"r%d@x.test\",\"body\":\"%sThe end.\"}".formatted(number, FILLER));
  }

  private static String id(StoredMail stored) {
    return stored.header("Message-ID").replaceAll("<(.*)@shop\\.test>", "$1");
  }
}
