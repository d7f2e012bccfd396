package com.couponcommerce.workers.api.http;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.WrongKeyException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** Answers each exception with a {@link Problem} that shows no internals. */
@Provider
public class ExceptionProblems implements ExceptionMapper<Throwable> {
  private static final EventLog LOG = EventLog.of(ExceptionProblems.class);
  private static final int DEEPEST_CAUSE = 8;
  private static final Duration REDIS_AWAY = Duration.ofSeconds(5);

  @Override
  public Response toResponse(Throwable thrown) {
    Optional<Problem> expected = expected(thrown);
    if (expected.isPresent()) {
      return expected.get().response();
    }
    if (thrown instanceof WrongKeyException wrong) {
      return Problem.unavailable(wrong.problem(), REDIS_AWAY).response();
    }
    if (thrown instanceof QueueUnavailableException) {
      // Redis's own message may name hosts and is left out; readiness shows it.
      return Problem.unavailable("Redis does not answer or refuses; try again", REDIS_AWAY)
          .response();
    }
    if (thrown instanceof WebApplicationException refused) {
      return refusedByServer(refused.getResponse());
    }
    String reference = UUID.randomUUID().toString();
    LOG.error(LogLine.saying("fault", "a request failed").with("reference", reference), thrown);
    return new Problem(
            500, "Internal error", "this is a bug; see the log for reference " + reference)
        .response();
  }

  /**
   * Finds a problem also as a cause: RESTEasy wraps exceptions that are thrown while it reads a
   * body.
   */
  private static Optional<Problem> expected(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST_CAUSE)
        .filter(Problem.class::isInstance)
        .map(Problem.class::cast)
        .findFirst();
  }

  /** Answers what Jakarta REST itself refuses: an unknown path, method or media type. */
  private static Response refusedByServer(Response refused) {
    if (refused.getStatus() < 400) {
      return refused;
    }
    Response problem = Refusal.of(refused.getStatus()).response();
    Set<String> allowed = new TreeSet<>(refused.getAllowedMethods());
    if (allowed.contains(HttpMethod.GET)) {
      // Jersey leaves it out.
      allowed.add(HttpMethod.HEAD);
    }
    return allowed.isEmpty()
        ? problem
        : Response.fromResponse(problem)
            .header(HttpHeaders.ALLOW, String.join(", ", allowed))
            .build();
  }
}
