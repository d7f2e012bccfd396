package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.message.LastFailure;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts dead letters by reason, code, and the provider's words. */
final class ReasonCounts {
  /**
   * Limit of the reasons, and of the codes of a reason; the codes of a provider are not bounded.
   * Further ones count as "other".
   */
  private static final int MAX_NAMES = 100;

  private static final int MAX_CHARACTERS = 100;

  /** Limit of the groups of words in an answer; each code may have one more, of the others. */
  private static final int MAX_GROUPS = 200;

  private static final String OTHER = "other";

  private final Channel channel;
  private final QueueSecret secret;
  private final Advice advice;
  private final Map<String, Map<String, Map<String, WordGroup>>> reasons = new TreeMap<>();
  private int groups;

  ReasonCounts(Channel channel, QueueSecret secret, Advice advice) {
    this.channel = channel;
    this.secret = secret;
    this.advice = advice;
  }

  /** Counts a message. Returns false, so that the search collects none. */
  boolean count(FoundMessage message) {
    Optional<MessageFields> fields = fields(message);
    DeadLetterNote note = fields.map(DeadLetterNote::of).orElse(DeadLetterNote.NONE);
    Map<String, Map<String, WordGroup>> codes =
        reasons.computeIfAbsent(
            bounded(reasons, note.reason().orElse("invalid")), reason -> new TreeMap<>());
    Map<String, WordGroup> words =
        codes.computeIfAbsent(bounded(codes, note.code().orElse("")), code -> new TreeMap<>());
    String text = note.words();
    WordGroup known = words.get(text);
    if (known == null) {
      boolean fits = groups < MAX_GROUPS;
      groups += fits ? 1 : 0;
      Advice.Given given =
          fits
              ? advice.of(channel, note, fields.map(LastFailure::of).orElse(LastFailure.NONE))
              : new Advice.Given(Advice.ofReason(note.reason()), Optional.empty());
      known =
          words.computeIfAbsent(
              fits ? text : OTHER, name -> new WordGroup(name, given, example(message)));
    }
    known.count(note.at());
    return false;
  }

  private static Optional<MessageFields> fields(FoundMessage message) {
    try {
      return Optional.of(MessageFields.parse(message.payload()));
    } catch (RefusedMessageException e) {
      return Optional.empty();
    }
  }

  private WordGroup.Example example(FoundMessage message) {
    return new WordGroup.Example(secret.entry(message), message.place());
  }

  private static String bounded(Map<String, ?> known, String name) {
    // Masked before it is cut, or half an address could be left that the mask does not recognize.
    String whole = Mask.text(name);
    String masked = whole.substring(0, Math.min(whole.length(), MAX_CHARACTERS));
    return known.containsKey(masked) || known.size() < MAX_NAMES ? masked : OTHER;
  }

  JsonObjectBuilder json(MessageSearch.Page page) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    reasons.forEach((reason, codes) -> list.add(reason(reason, codes)));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("reasons", list)
            .add("counted", page.scanned())
            .add("total", page.total());
    page.next().ifPresent(cursor -> json.add("next", secret.seal(cursor)));
    return json;
  }

  private static JsonObjectBuilder reason(
      String reason, Map<String, Map<String, WordGroup>> codes) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    codes.forEach((code, words) -> list.add(code(code, words)));
    long count = codes.values().stream().mapToLong(ReasonCounts::sum).sum();
    return Json.createObjectBuilder().add("reason", reason).add("count", count).add("codes", list);
  }

  private static JsonObjectBuilder code(String code, Map<String, WordGroup> words) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    words.values().forEach(group -> list.add(group.json()));
    return Json.createObjectBuilder().add("code", code).add("count", sum(words)).add("words", list);
  }

  private static long sum(Map<String, WordGroup> words) {
    return words.values().stream().mapToLong(WordGroup::count).sum();
  }
}
