package com.couponcommerce.workers.api.http;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.queue.QueueUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Answers every exception with a {@link Problem} that shows nothing of the inside. */
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
    if (thrown instanceof QueueUnavailableException) {
      // Without Redis's own words, which name hosts; readiness has them.
      return Problem.unavailable("Redis does not answer or refuses; try again", REDIS_AWAY)
          .response();
    }
    if (thrown instanceof WebApplicationException refused) {
      return ofServer(refused.getResponse());
    }
    String reference = UUID.randomUUID().toString();
    LOG.error(LogLine.saying("fault", "a request failed").with("reference", reference), thrown);
    return new Problem(
            500, "Internal error", "this is a bug; the log tells more at reference " + reference)
        .response();
  }

  /** RESTEasy wraps what is thrown while it reads a body. */
  private static Optional<Problem> expected(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST_CAUSE)
        .filter(Problem.class::isInstance)
        .map(Problem.class::cast)
        .findFirst();
  }

  /** What Jakarta REST itself refuses: an unknown path, method or media type. */
  private static Response ofServer(Response refused) {
    if (refused.getStatus() < 400) {
      return refused;
    }
    String title = refused.getStatusInfo().getReasonPhrase();
    Response problem = new Problem(refused.getStatus(), title, title).response();
    String allow = refused.getHeaderString(HttpHeaders.ALLOW);
    return allow == null
        ? problem
        : Response.fromResponse(problem).header(HttpHeaders.ALLOW, allow).build();
  }
}
