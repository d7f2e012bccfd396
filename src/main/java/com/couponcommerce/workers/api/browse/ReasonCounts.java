package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.mask.Mask;
import com.couponcommerce.workers.message.DeadLetterNote;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Counts dead letters by reason and code. */
final class ReasonCounts {
  /**
   * Limit of the reasons, and of the codes of a reason; the codes of a provider are not bounded.
   * Further ones count as "other".
   */
  private static final int MAX_NAMES = 100;

  private static final int MAX_CHARACTERS = 100;

  private static final String OTHER = "other";

  private final Map<String, Map<String, Long>> reasons = new TreeMap<>();

  /** Counts a message. Returns false, so that the search collects none. */
  boolean count(FoundMessage message) {
    DeadLetterNote note = DeadLetterNote.of(message.payload());
    Map<String, Long> codes =
        reasons.computeIfAbsent(
            bounded(reasons, note.reason().orElse("invalid")), reason -> new TreeMap<>());
    codes.merge(bounded(codes, note.code().orElse("")), 1L, Long::sum);
    return false;
  }

  private static String bounded(Map<String, ?> known, String name) {
    // Masked before it is cut, or half an address could be left that the mask does not recognize.
    String whole = Mask.text(name);
    String masked = whole.substring(0, Math.min(whole.length(), MAX_CHARACTERS));
    return known.containsKey(masked) || known.size() < MAX_NAMES ? masked : OTHER;
  }

  JsonObjectBuilder json(MessageSearch.Page page, QueueSecret secret) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    reasons.forEach((reason, codes) -> list.add(json(reason, codes)));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("reasons", list)
            .add("counted", page.scanned())
            .add("total", page.total());
    page.next().ifPresent(cursor -> json.add("next", secret.seal(cursor)));
    return json;
  }

  private static JsonObjectBuilder json(String reason, Map<String, Long> codes) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    codes.forEach(
        (code, count) ->
            list.add(Json.createObjectBuilder().add("code", code).add("count", count)));
    long count = codes.values().stream().mapToLong(Long::longValue).sum();
    return Json.createObjectBuilder().add("reason", reason).add("count", count).add("codes", list);
  }
}
