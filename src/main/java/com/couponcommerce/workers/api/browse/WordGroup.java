package com.couponcommerce.workers.api.browse;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Optional;

/** Dead letters of one reason and code whose provider said the same but for varying parts. */
final class WordGroup {
  private final String text;
  private final Advice.Given advice;
  private final Example example;
  private long count;
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> last = Optional.empty();

  /**
   * A message of the group.
   *
   * @param entry its name in the API
   * @param place where it was seen
   */
  record Example(String entry, long place) {}

  WordGroup(String text, Advice.Given advice, Example example) {
    this.text = text;
    this.advice = advice;
    this.example = example;
  }

  /** Counts a message that was dead-lettered at this time, if it is known. */
  void count(Optional<Instant> at) {
    count++;
    if (at.isPresent()) {
      first = first.filter(earliest -> earliest.isBefore(at.get())).or(() -> at);
      last = last.filter(latest -> latest.isAfter(at.get())).or(() -> at);
    }
  }

  long count() {
    return count;
  }

  JsonObjectBuilder json() {
    JsonObjectBuilder json = Json.createObjectBuilder().add("text", text).add("count", count);
    first.ifPresent(at -> json.add("first", at.toString()));
    last.ifPresent(at -> json.add("last", at.toString()));
    advice.addTo(json);
    return json.add(
        "example",
        Json.createObjectBuilder().add("entry", example.entry()).add("place", example.place()));
  }
}
