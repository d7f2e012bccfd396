package com.couponcommerce.workers.gate;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.sender.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refusals in a row of different messages to different recipients, in the same words, which no rule
 * knows, and without a success between them. They are hardly about the messages.
 */
final class RefusalRun {
  /** Refusals that are a run; the ones before were settled by their class. */
  static final int LENGTH = 4;

  /** Time for which words count as the class says after a message went through. */
  private static final Duration EXCUSED = Duration.ofMinutes(10);

  private static final int MAX_EXCUSED = 100;

  /** Addresses, ids, queue names, numbers: what differs in the same reply to another message. */
  private static final Pattern PARTICULARS =
      Pattern.compile("\\S{0,200}[@\\d*]\\S{0,200}|\\S{24,200}");

  private String words = "";
  private final Set<MessageId> messages = new HashSet<>();
  private final Set<String> recipients = new HashSet<>();
  private final Map<String, Long> excused = new HashMap<>();

  static String wordsOf(Failure failure) {
    return failure.code() + " " + PARTICULARS.matcher(failure.text()).replaceAll("#");
  }

  /** Adds a refusal; returns true if it makes the run long enough. */
  boolean isLongWith(Refused<?> refused, long now) {
    String its = wordsOf(refused.failure());
    Long excusedAt = excused.get(its);
    if (excusedAt != null && now - excusedAt < EXCUSED.toNanos()) {
      return false;
    }
    if (!its.equals(words)) {
      end();
      words = its;
    }
    messages.add(refused.id());
    recipients.addAll(refused.traits().recipients());
    return messages.size() >= LENGTH
        && (refused.traits().recipients().isEmpty() || recipients.size() >= LENGTH);
  }

  /** Returns true if the failure is in the words of the present run. */
  boolean goesOnWith(Failure failure) {
    return wordsOf(failure).equals(words);
  }

  /** Ends the run. */
  void end() {
    words = "";
    messages.clear();
    recipients.clear();
  }

  /** Ends the run, since a message went through: its words are about messages after all. */
  void excuse(long now) {
    if (excused.size() >= MAX_EXCUSED) {
      excused.clear();
    }
    excused.put(words, now);
    end();
  }
}
