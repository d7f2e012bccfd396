package com.couponcommerce.workers.it;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Base class of tests of the console: a browser for the class, and an empty queue for each test.
 */
abstract class WithConsole extends DeployedWar {
  static final String DEAD = "queue:email:dead_letter";
  static final String GROUPS = "#/dead-letters/email";
  static final String LIST = "#/list/email";

  ChannelQueue queue;

  @BeforeEach
  void empty() {
    queue = emptyQueueAndWorkingMailServer();
  }

  @AfterEach
  void leave() {
    queue.close();
  }

  @AfterAll
  static void end() {
    Console.end();
  }

  /**
   * Pushes dead letters m0, m1 … to the queue of e-mails.
   *
   * @param error with its number in place of %d
   */
  void dead(int count, String reason, String code, String error) {
    dead(queue, count, reason, code, error);
  }

  static void dead(ChannelQueue queue, int count, String reason, String code, String error) {
    queue
        .redis()
        .lpush(
            DEAD,
            IntStream.range(0, count)
                .mapToObj(
                    i -> ConsoleMessages.dead("m" + i, reason, code, error.replace("%d", "" + i)))
                .toArray(String[]::new));
  }
}
