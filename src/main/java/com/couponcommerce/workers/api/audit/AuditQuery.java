package com.couponcommerce.workers.api.audit;

import com.couponcommerce.workers.api.http.Query;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.audit.AuditEntry;
import com.couponcommerce.workers.queue.audit.AuditPosition;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The query of a search in the audit. */
record AuditQuery(
    Filter filter,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<AuditPosition> cursor,
    int limit) {
  private static final Set<String> NAMES =
      Set.of("channel", "user", "action", "from", "to", "cursor", "limit");

  /**
   * Selects entries.
   *
   * @param channel selects also the entries that concern both channels
   */
  record Filter(Optional<Channel> channel, Optional<String> user, Optional<String> action) {
    boolean matches(AuditEntry entry) {
      return channel.map(wanted -> entry.channel().orElse(wanted) == wanted).orElse(true)
          && user.map(entry.user()::equals).orElse(true)
          && action.map(entry.action()::equals).orElse(true);
    }
  }

  /**
   * Reads a query.
   *
   * @throws com.couponcommerce.workers.api.http.Problem 400 with all mistakes
   */
  static AuditQuery of(MultivaluedMap<String, String> parameters) {
    return Query.read(parameters, NAMES, AuditQuery::of);
  }

  /** Reads an action; method and path of a request are those of {@link AuditFilter}. */
  private static Optional<String> action(String text) {
    return Optional.of(text)
        .filter(
            given ->
                Arrays.stream(Action.values()).map(Action::id).anyMatch(given::equals)
                    || given.matches("[A-Z]+ /.*"));
  }

  private static AuditQuery of(Query query) {
    return new AuditQuery(
        new Filter(
            query.value("channel", Channel::of, "must be email or sms"),
            query.text("user"),
            query.value("action", AuditQuery::action, "must be one of " + Action.all())),
        query.time("from"),
        query.time("to"),
        query.value("cursor", AuditPosition::parse, "must be the next of an earlier answer"),
        query.limit());
  }
}
