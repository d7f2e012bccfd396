package com.couponcommerce.workers.api.browse;

import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that a request names one by one.
 *
 * @param places where each entry was seen, if it is known
 */
record Selection(Map<String, OptionalLong> places) {
  private static final int MAX_ENTRIES = 200;
  private static final String ENTRIES = "entries";
  private static final String ENTRY = "entry";
  private static final String PLACE = "place";
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");

  /**
   * Reads {@code {"entries":[{"entry":"…","place":0}]}}.
   *
   * @throws Problem 422 with all mistakes
   */
  static Selection read(byte[] body) {
    List<String> mistakes = new ArrayList<>();
    Map<String, OptionalLong> places = new LinkedHashMap<>();
    try {
      Map<String, @Nullable Object> fields = MessageFields.parse(new Payload(body)).values();
      if (!fields.keySet().equals(Set.of(ENTRIES))
          || !(fields.get(ENTRIES) instanceof List<?> entries)
          || entries.isEmpty()
          || entries.size() > MAX_ENTRIES) {
        mistakes.add("the body must be {\"entries\":[…]} with 1 to " + MAX_ENTRIES + " entries");
      } else {
        for (int i = 0; i < entries.size(); i++) {
          if (!add(entries.get(i), places)) {
            mistakes.add(
                "entries[" + i + "]: must have an entry of 32 hex digits, and may have its place");
          }
        }
      }
    } catch (RefusedMessageException e) {
      mistakes.add(e.problem());
    }
    if (!mistakes.isEmpty()) {
      throw Problem.invalid("nothing was changed", mistakes);
    }
    return new Selection(places);
  }

  private static boolean add(@Nullable Object element, Map<String, OptionalLong> places) {
    if (!(element instanceof Map<?, ?> entry)
        || !(entry.get(ENTRY) instanceof String name)
        || !NAME.matcher(name).matches()
        || !Set.of(ENTRY, PLACE).containsAll(entry.keySet())) {
      return false;
    }
    Optional<Object> place = Optional.ofNullable(entry.get(PLACE));
    OptionalLong number =
        place.isPresent()
                && place.get() instanceof MessageFields.NumberText given
                && NUMBER.matcher(given.text()).matches()
            ? OptionalLong.of(Long.parseLong(given.text()))
            : OptionalLong.empty();
    places.put(name, number);
    return place.isEmpty() || number.isPresent();
  }
}
