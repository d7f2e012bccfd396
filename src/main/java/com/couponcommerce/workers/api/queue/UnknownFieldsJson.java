package com.couponcommerce.workers.api.queue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the fields without effect that the instances have seen, the most frequent first. */
final class UnknownFieldsJson {
  /** Member of an instance's report. */
  static final String NAME = "unknownFields";

  private record Seen(String name, long messages, String last) {
    Seen and(Seen other) {
      // Times in ISO 8601 and UTC sort as text.
      String later = last.compareTo(other.last) >= 0 ? last : other.last;
      return new Seen(name, messages + other.messages, later);
    }

    JsonObjectBuilder json() {
      return Json.createObjectBuilder()
          .add("name", name)
          .add("messages", messages)
          .add("last", last);
    }
  }

  private UnknownFieldsJson() {}

  static JsonArrayBuilder of(Collection<JsonObject> instances) {
    Map<String, Seen> all = new TreeMap<>();
    for (JsonObject instance : instances) {
      if (instance.get(NAME) instanceof JsonArray fields) {
        for (JsonValue field : fields) {
          // An instance of another version may report something else.
          if (field instanceof JsonObject seen && !seen.getString("name", "").isEmpty()) {
            all.merge(
                seen.getString("name"),
                new Seen(
                    seen.getString("name"), seen.getInt("messages", 0), seen.getString("last", "")),
                Seen::and);
          }
        }
      }
    }
    JsonArrayBuilder json = Json.createArrayBuilder();
    all.values().stream()
        .sorted(Comparator.comparingLong(Seen::messages).reversed())
        .forEach(seen -> json.add(seen.json()));
    return json;
  }
}
