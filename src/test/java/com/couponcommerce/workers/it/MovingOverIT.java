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

/** The application beside workers that are written to the deployment guide. */
class MovingOverIT extends DeployedWar {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int GUIDE_WORKERS = 4;

  /** PROCESSING_TIMEOUT_MS as the guide sets it. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private ChannelQueue queue;

  @BeforeEach
  void emptyQueueAndMailbox() {
    queue = ChannelQueue.emails(redis());
    queue.clear();
    smtp().script(SmtpScript.usual());
    smtp().forgetMails();
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
   * Messages that it had added to processing are reclaimed when their leases end, and those that
   * had been sent are sent again. A message that it had only popped was in its memory alone.
   */
  @Test
  void of_a_guide_worker_that_dies_only_what_it_had_not_yet_added_is_lost() throws Exception {
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

  /** So that its slots are busy and something is left for the guide's workers. */
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
