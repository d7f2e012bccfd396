package com.couponcommerce.workers.api.audit;

import com.couponcommerce.workers.api.http.Channels;
import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.AuditEntry;
import com.couponcommerce.workers.queue.AuditPosition;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries of the audit somebody asks for.
 *
 * @param channel also those that concern both
 */
record AuditQuery(
    Optional<Channel> channel,
    Optional<String> user,
    Optional<String> action,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<AuditPosition> cursor,
    int limit) {
  private static final Set<String> NAMES =
      Set.of("channel", "user", "action", "from", "to", "cursor", "limit");
  private static final int MOST = 200;
  private static final int USUALLY = 50;

  /**
   * Reads it.
   *
   * @throws Problem with 400 and all mistakes; 404 where there is no such channel
   */
  static AuditQuery of(MultivaluedMap<String, String> parameters) {
    return new Reader(parameters).read();
  }

  boolean matches(AuditEntry entry) {
    return channel.map(wanted -> entry.channel().orElse(wanted) == wanted).orElse(true)
        && user.map(entry.user()::equals).orElse(true)
        && action.map(entry.action()::equals).orElse(true);
  }

  /** Collects what is wrong. */
  private static final class Reader {
    private final MultivaluedMap<String, String> parameters;
    private final List<String> errors = new ArrayList<>();

    Reader(MultivaluedMap<String, String> parameters) {
      this.parameters = parameters;
    }

    AuditQuery read() {
      parameters.keySet().stream()
          .filter(name -> !NAMES.contains(name))
          .forEach(name -> errors.add("there is no parameter %.40s".formatted(name)));
      AuditQuery query =
          new AuditQuery(
              text("channel").map(Channels::of),
              text("user"),
              text("action"),
              time("from"),
              time("to"),
              cursor(),
              limit());
      if (!errors.isEmpty()) {
        throw Problem.badRequest(errors);
      }
      return query;
    }

    private Optional<String> text(String name) {
      return Optional.ofNullable(parameters.getFirst(name)).filter(text -> !text.isEmpty());
    }

    private Optional<Instant> time(String name) {
      try {
        return text(name)
            .map(
                text ->
                    text.matches("[0-9]{1,15}")
                        ? Instant.ofEpochMilli(Long.parseLong(text))
                        : OffsetDateTime.parse(text).toInstant());
      } catch (DateTimeException e) {
        errors.add(
            name + " must be a time such as 2026-11-23T10:00:00Z, or milliseconds since 1970");
        return Optional.empty();
      }
    }

    private Optional<AuditPosition> cursor() {
      Optional<String> text = text("cursor");
      Optional<AuditPosition> cursor = text.flatMap(AuditPosition::parse);
      if (text.isPresent() && cursor.isEmpty()) {
        errors.add("cursor must be the next of an earlier answer");
      }
      return cursor;
    }

    private int limit() {
      String text = text("limit").orElse("" + USUALLY);
      if (text.matches("[0-9]{1,3}")) {
        int limit = Integer.parseInt(text);
        if (limit >= 1 && limit <= MOST) {
          return limit;
        }
      }
      errors.add("limit must be a number from 1 to " + MOST);
      return USUALLY;
    }
  }
}
