package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.audit.Action;
import com.couponcommerce.workers.api.audit.Audit;
import com.couponcommerce.workers.api.http.Answers;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.delivery.MessageDecoders;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.browse.DeadLetters;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import com.couponcommerce.workers.queue.browse.QueueSecrets;
import com.couponcommerce.workers.queue.redis.RedisPools;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Redrives or discards the dead letters of a selection at once, with one entry in the audit. */
@Singleton
public class SelectedDeadLetters {
  /** Limit of the search for entries that are not near their places. */
  private static final Duration BUDGET = Duration.ofSeconds(10);

  @Inject private RedisPools redis;
  @Inject private MessageDecoders decoders;
  @Inject private Audit audit;
  @Inject private QueueSecrets secrets;
  @Inject private InstantSource clock;

  /**
   * Moves exactly these back to pending. Those that cannot be sent as they are stay dead letters.
   *
   * @throws Problem 404 if they cannot be looked for in the time of a request; nothing was moved
   */
  Response redrive(Channel channel, Selection selection) {
    Map<String, FoundMessage> found = find(channel, selection);
    Map<String, String> refused = new LinkedHashMap<>();
    found.forEach(
        (entry, message) -> {
          try {
            decoders.check(channel, message.payload(), clock.instant());
          } catch (RefusedMessageException e) {
            refused.put(entry, e.problem());
          }
        });
    DeadLetters deadLetters = new DeadLetters(redis, channel);
    List<String> moved =
        change(
            Action.REDRIVE,
            channel,
            found,
            (entry, message) -> !refused.containsKey(entry) && redrive(deadLetters, message));
    List<String> gone = gone(selection, moved, refused.keySet());
    audit.record(
        Action.REDRIVE,
        channel,
        moved,
        "moved %d, refused %d, gone %d".formatted(moved.size(), refused.size(), gone.size()));
    JsonArrayBuilder problems = Json.createArrayBuilder();
    refused.forEach(
        (entry, problem) ->
            problems.add(Json.createObjectBuilder().add("entry", entry).add("problem", problem)));
    return Answers.ok(
        Json.createObjectBuilder()
            .add("moved", moved.size())
            .add("refused", problems)
            .add("gone", Json.createArrayBuilder(gone)));
  }

  /**
   * Removes exactly these for good.
   *
   * @throws Problem 404 if they cannot be looked for in the time of a request; nothing was removed
   */
  Response discard(Channel channel, Selection selection) {
    Map<String, FoundMessage> found = find(channel, selection);
    DeadLetters deadLetters = new DeadLetters(redis, channel);
    List<String> discarded =
        change(Action.DISCARD, channel, found, (entry, message) -> deadLetters.discard(message));
    List<String> gone = gone(selection, discarded, List.of());
    audit.record(
        Action.DISCARD,
        channel,
        discarded,
        "discarded %d, gone %d".formatted(discarded.size(), gone.size()));
    return Answers.ok(
        Json.createObjectBuilder()
            .add("discarded", discarded.size())
            .add("gone", Json.createArrayBuilder(gone)));
  }

  /** Changes messages one by one, and returns the entries of those for which it succeeded. */
  private List<String> change(
      Action action,
      Channel channel,
      Map<String, FoundMessage> found,
      BiPredicate<String, FoundMessage> change) {
    List<String> changed = new ArrayList<>();
    return audit.attempt(
        action,
        channel,
        found.keySet(),
        () -> {
          found.forEach(
              (entry, message) -> {
                if (change.test(entry, message)) {
                  changed.add(entry);
                }
              });
          return changed;
        });
  }

  /** Returns the dead letters of a selection that are there, the newest first, by entry. */
  private Map<String, FoundMessage> find(Channel channel, Selection selection) {
    QueueSecret secret = secrets.of(channel);
    MessageSearch.Page page =
        new DeadLetters(redis, channel).findAll(secret::entry, selection.places(), BUDGET);
    if (page.next().isPresent()) {
      throw Problem.notFound(
          "some entries are not among the %d newest of %d dead letters: give the places where they were seen; nothing was changed"
              .formatted(page.scanned(), page.total()));
    }
    // From the newest on: a removal changes the places of newer ones only.
    Map<String, FoundMessage> found = new LinkedHashMap<>();
    page.found().stream()
        .sorted(Comparator.comparingLong(FoundMessage::place).reversed())
        .forEach(message -> found.put(secret.entry(message), message));
    return found;
  }

  private static boolean redrive(DeadLetters deadLetters, FoundMessage message) {
    try {
      return deadLetters.redrive(
          message, message.payload(), MessageFields.parse(message.payload()).id());
    } catch (RefusedMessageException e) {
      throw new IllegalStateException("it was checked before", e);
    }
  }

  private static List<String> gone(
      Selection selection, Collection<String> changed, Collection<String> refused) {
    return selection.places().keySet().stream()
        .filter(entry -> !changed.contains(entry) && !refused.contains(entry))
        .toList();
  }
}
