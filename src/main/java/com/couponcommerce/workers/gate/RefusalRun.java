package com.couponcommerce.workers.gate;

import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.sender.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refusals in a row of different messages to different recipients, in the same words, which no rule
 * knows, and without a success between them. They are hardly about the messages. The first ones are
 * held until that is known.
 */
final class RefusalRun<A> {
  /** Refusals that are a run. */
  private static final int LENGTH = 4;

  /** Time for which words count as the class says after a message went through. */
  private static final Duration EXCUSED = Duration.ofMinutes(10);

  private static final int MAX_EXCUSED = 100;

  /** Longest time for which a refusal is held. */
  private static final Duration MAX_HOLD = Duration.ofSeconds(2);

  /** Addresses, ids, queue names, numbers: what differs in the same reply to another message. */
  private static final Pattern PARTICULARS =
      Pattern.compile("\\S{0,200}[@\\d*]\\S{0,200}|\\S{24,200}");

  private String words = "";
  private final Set<MessageId> messages = new HashSet<>();
  private final Set<String> recipients = new HashSet<>();
  private final Deque<Held<A>> held = new ArrayDeque<>();
  private final Map<String, Long> excused = new HashMap<>();

  private record Held<A>(Refused<A> refused, long since) {}

  static String wordsOf(Failure failure) {
    return failure.code() + " " + PARTICULARS.matcher(failure.text()).replaceAll("#");
  }

  /** Returns true if these words are known to be about messages. */
  boolean isExcused(Failure failure, long now) {
    Long since = excused.get(wordsOf(failure));
    return since != null && now - since < EXCUSED.toNanos();
  }

  /** Adds a refusal and holds it. Other words end the run; returns what was held for it. */
  List<Refused<A>> add(Refused<A> refused, long now) {
    String its = wordsOf(refused.failure());
    List<Refused<A>> ended = its.equals(words) ? List.of() : end();
    words = its;
    messages.add(refused.id());
    recipients.addAll(refused.traits().recipients());
    held.add(new Held<>(refused, now));
    return ended;
  }

  boolean isLong() {
    return messages.size() >= LENGTH && (recipients.isEmpty() || recipients.size() >= LENGTH);
  }

  /** Returns true if the failure is in the words of the present run. */
  boolean goesOnWith(Failure failure) {
    return wordsOf(failure).equals(words);
  }

  /** Returns what is held, which is not held any more. */
  List<Refused<A>> takeHeld() {
    List<Refused<A>> taken = new ArrayList<>(held.size());
    held.forEach(one -> taken.add(one.refused()));
    held.clear();
    return taken;
  }

  /** Returns what was held for too long. */
  List<Refused<A>> takeOverdue(long now) {
    List<Refused<A>> taken = new ArrayList<>();
    for (Held<A> first = held.peek();
        first != null && now - first.since() >= MAX_HOLD.toNanos();
        first = held.peek()) {
      taken.add(first.refused());
      held.remove();
    }
    return taken;
  }

  /** Ends the run; returns what was held for it. */
  List<Refused<A>> end() {
    words = "";
    messages.clear();
    recipients.clear();
    return takeHeld();
  }

  /** Ends the run, since a message went through: its words are about messages after all. */
  List<Refused<A>> excuse(long now) {
    if (excused.size() >= MAX_EXCUSED) {
      excused.clear();
    }
    excused.put(words, now);
    return end();
  }
}
