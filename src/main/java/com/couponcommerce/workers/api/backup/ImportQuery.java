package com.couponcommerce.workers.api.backup;

import com.couponcommerce.workers.api.http.Query;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.backup.ImportId;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import java.util.Set;

/**
 * The query of an import: how to read the lines.
 *
 * @param redisCli present for lines of redis-cli, empty for lines of an export
 * @param isPart true if more of the file follows in another request
 */
record ImportQuery(Optional<RedisCli> redisCli, boolean isPart) {
  private static final String EXPORT = "export";
  private static final String REDIS_CLI = "redis-cli";
  private static final long MAX_FIRST = 999_999_999;
  private static final Set<String> NAMES = Set.of("format", "state", "name", "first", "part");
  private static final Set<QueueState> LISTS = Set.of(QueueState.PENDING, QueueState.DEAD_LETTER);

  /**
   * Values that lines of redis-cli do not contain.
   *
   * @param state of the messages
   * @param name identifies the file, so that a second run adds no message twice
   * @param first number of the first message, if the file is sent in parts
   */
  record RedisCli(QueueState state, ImportId name, long first) {}

  /**
   * Reads a query.
   *
   * @throws com.couponcommerce.workers.api.http.Problem 400 with all mistakes
   */
  static ImportQuery of(MultivaluedMap<String, String> parameters) {
    return Query.read(parameters, NAMES, ImportQuery::of);
  }

  private static ImportQuery of(Query query) {
    Optional<String> format =
        query.value(
            "format",
            text -> Optional.of(text).filter(Set.of(EXPORT, REDIS_CLI)::contains),
            "must be export or redis-cli");
    return new ImportQuery(
        format.filter(REDIS_CLI::equals).flatMap(given -> redisCli(query)), query.flag("part"));
  }

  private static Optional<RedisCli> redisCli(Query query) {
    QueueState state =
        query
            .value(
                "state",
                text -> QueueState.of(text).filter(LISTS::contains),
                "must be pending or dead_letter with format=redis-cli")
            .orElse(QueueState.PENDING);
    Optional<ImportId> name = query.text("name").filter(ImportId::isValid).map(ImportId::new);
    if (name.isEmpty()) {
      query.error(
          "name must be given with format=redis-cli: a name of the file, such as its sha256sum, of"
              + " 1 to 100 letters, digits and . _ -; a second run with that name adds nothing"
              + " twice");
    }
    long first = query.number("first", 1, MAX_FIRST).orElse(1);
    return name.map(known -> new RedisCli(state, known, first));
  }
}
