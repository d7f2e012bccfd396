package com.couponcommerce.workers.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpBarrier;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Command;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Reply;
import com.couponcommerce.workers.testkit.smtp.SmtpScript.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the application beside workers that are written as the deployment guide says. */
class MovingOverIT extends DeployedWar {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int GUIDE_WORKERS = 4;

  /** Lease of the guide's workers: the guide's PROCESSING_TIMEOUT_MS. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private ChannelQueue queue;

  @BeforeEach
  void emptyQueueAndMailbox() {
    queue = emptyQueueAndWorkingMailServer();
  }

  @AfterEach
  void disconnect() {
    smtp().script(SmtpScript.usual());
    queue.close();
  }

  @Test
  void both_drain_one_queue_and_each_message_is_sent_once() throws Exception {
    smtp().script(SmtpScript.at(Stage.BODY, Reply.usual().after(Duration.ofMillis(5))));
    queue.push(Samples.emails(2000));

    ExecutorService threads = Executors.newFixedThreadPool(GUIDE_WORKERS);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < GUIDE_WORKERS; i++) {
        workers.add(threads.submit(MovingOverIT::drainAsTheGuide));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } finally {
      threads.shutdownNow();
    }
    await().atMost(PATIENCE).until(() -> queue.underWay() == 0);

    assertThat(subjects()).containsExactlyInAnyOrderElementsOf(expected(2000));
    assertThat(smtp().mails().stream().map(ReceivedMail::from).distinct())
        .containsExactlyInAnyOrder(GuideWorker.FROM, "noreply@example.com");
    assertThat(queue.deadLetterCount()).isZero();
  }

  private static Void drainAsTheGuide() throws Exception {
    try (GuideWorker worker = new GuideWorker(redis(), smtp())) {
      worker.drain();
    }
    return null;
  }

  /**
   * Checks that a message that the guide's worker added to processing is reclaimed when its lease
   * ends, and sent again even if it was sent. A message that the worker had only popped was in its
   * memory alone.
   */
  @Test
  void a_dying_guide_worker_loses_only_the_message_that_it_had_not_yet_added() throws Exception {
    try (SmtpBarrier busy = SmtpBarrier.before(MovingOverIT::isFromTheApplication);
        GuideWorker diesAfterPop = new GuideWorker(redis(), smtp());
        GuideWorker diesAfterAdding = new GuideWorker(redis(), smtp());
        GuideWorker diesAfterSending = new GuideWorker(redis(), smtp())) {
      smtp().script(busy);
      Instant aLeaseAgo = Instant.now().minus(LEASE);
      queue.push(Samples.emails(200));

      String lost = diesAfterPop.pop().orElseThrow();
      String added = diesAfterAdding.pop().orElseThrow();
      diesAfterAdding.addToProcessing(added, aLeaseAgo);
      String sent = diesAfterSending.pop().orElseThrow();
      diesAfterSending.addToProcessing(sent, aLeaseAgo);
      diesAfterSending.send(sent);
      busy.open();
      await().atMost(PATIENCE).until(() -> queue.underWay() == 0);

      List<String> expected = expected(200);
      expected.remove(subject(lost));
      expected.add(subject(sent));
      assertThat(subjects()).containsExactlyInAnyOrderElementsOf(expected).contains(subject(added));
      assertThat(queue.deadLetterCount()).isZero();
    }
  }

  /**
   * Selects the application's mails, which keep its slots busy and leave the guide's workers some.
   */
  private static boolean isFromTheApplication(Command command) {
    return command.stage() == Stage.MAIL && !command.line().contains(GuideWorker.FROM);
  }

  private static List<String> expected(int messages) {
    return IntStream.range(0, messages)
        .mapToObj(number -> "Test " + number)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static String subject(String message) throws RefusedMessageException {
    String json = MessageFields.parse(Payload.of(message)).edit().json("subject").orElseThrow();
    return json.replace("\"", "");
  }

  private static List<String> subjects() {
    return smtp().mails().stream().map(ReceivedMail::subject).toList();
  }
}
