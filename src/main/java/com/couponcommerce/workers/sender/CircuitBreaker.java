package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Stops a channel or a provider from sending while the provider cannot work, so that a backlog does
 * not fail message by message. It opens at once on refused credentials and on a request to slow
 * down, and on an outage after {@value #OUTAGE_FAILURES} failures in a row. When its pause is over
 * it lets one message through: the outcome closes it, or opens it for longer.
 */
public final class CircuitBreaker {
  private static final EventLog LOG = EventLog.of(CircuitBreaker.class);

  /**
   * Failures in a row that are an outage; one refused connection may be one bad host behind a
   * relay's name.
   */
  static final int OUTAGE_FAILURES = 5;

  private static final int SHORT_PAUSES = 3;

  private static final Duration SHORT_PAUSE = Duration.ofMillis(250);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** Longest pause: work resumes at most half a minute after the repair. */
  private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

  /**
   * First pause after refused credentials: mail providers lock accounts after repeated failures.
   */
  private static final Duration FIRST_CONFIG_PAUSE = Duration.ofSeconds(5);

  /** Limit of a wait that the provider asks for, since it stops the whole channel. */
  private static final Duration MAX_THROTTLE = Duration.ofMinutes(15);

  /** Whether messages may go to the provider. */
  public enum State {
    /** Messages flow. */
    CLOSED,
    /** No message goes to the provider. */
    OPEN,
    /** The pause is over: one message goes to the provider as a trial. */
    HALF_OPEN
  }

  /**
   * Cause and end of the time for which the breaker is open.
   *
   * @param code of the failure that opened it, which names no host and no person
   * @param reason code and text of that failure
   */
  public record Pause(
      FailureClass cause, String code, String reason, Instant since, Instant until) {}

  private final String name;
  private final InstantSource clock;
  private State state = State.CLOSED;
  private Optional<Pause> pause = Optional.empty();
  private Duration lastPause = Duration.ZERO;
  private int outageFailures;
  private int confirmations;

  /**
   * Makes a closed breaker.
   *
   * @param name name of the channel or provider for the log, such as {@code "channel email"}
   */
  public CircuitBreaker(String name, InstantSource clock) {
    this.name = name;
    this.clock = clock;
  }

  public synchronized State state() {
    if (state == State.OPEN && remaining().isZero()) {
      state = State.HALF_OPEN;
    }
    return state;
  }

  /** Returns why the breaker is not closed; empty if it is closed. */
  public synchronized Optional<Pause> pause() {
    return pause;
  }

  /** Returns how long it stays open; zero if it is not open. */
  public synchronized Duration remaining() {
    Duration left =
        pause.map(p -> Duration.between(clock.instant(), p.until())).orElse(Duration.ZERO);
    // More than the whole pause: the clock was set back.
    return left.isNegative() || left.compareTo(lastPause) > 0 ? Duration.ZERO : left;
  }

  /** Notes an answer that shows that the provider works, even if it refused the message. */
  public synchronized void succeeded() {
    outageFailures = 0;
    if (state() != State.OPEN) {
      confirmations = 0;
    }
    if (state() == State.HALF_OPEN) {
      LOG.info(LogLine.of("breaker-closed").with("breaker", name));
      state = State.CLOSED;
      pause = Optional.empty();
      lastPause = Duration.ZERO;
    }
  }

  /** Notes that an attempt or a probe failed. */
  public synchronized void failed(Failure failure) {
    switch (failure.failureClass()) {
      case CONFIG -> open(failure, longer(FIRST_CONFIG_PAUSE));
      case THROTTLED -> throttle(failure);
      case PROVIDER_DOWN, AMBIGUOUS -> {
        outageFailures++;
        if (outageFailures >= OUTAGE_FAILURES || state() == State.HALF_OPEN) {
          open(failure, longer(FIRST_PAUSE));
        }
      }
      case PERM_RECIPIENT, PERM_MESSAGE, TRANS_RECIPIENT -> succeeded();
    }
  }

  /**
   * Opens at once, for a failure that a second message has shown not to be the first one's own. The
   * first {@value #SHORT_PAUSES} pauses begin short, whatever wait is asked for: two odd messages
   * may have met, and others must not wait for that.
   */
  public synchronized void confirmed(Failure failure) {
    if (state() == State.OPEN) {
      return;
    }
    confirmations++;
    if (confirmations <= SHORT_PAUSES) {
      open(failure, longer(SHORT_PAUSE));
    } else if (failure.failureClass() == FailureClass.THROTTLED) {
      throttle(failure);
    } else {
      open(failure, longer(FIRST_PAUSE));
    }
  }

  /** Opens for as long as the last time. */
  public synchronized void openAgain(Failure failure) {
    open(failure, lastPause);
  }

  /** Closes at once. */
  public synchronized void close() {
    if (state != State.CLOSED) {
      state = State.HALF_OPEN;
      succeeded();
    }
  }

  private void throttle(Failure failure) {
    if (failure.atOnce()) {
      succeeded();
      return;
    }
    Duration asked = failure.retryAfter().orElseGet(() -> longer(FIRST_PAUSE));
    open(failure, asked.compareTo(MAX_THROTTLE) < 0 ? asked : MAX_THROTTLE);
  }

  /** Opens unless it is open: messages in flight fail too, and do not lengthen the pause. */
  public synchronized void open(Failure failure, Duration length) {
    if (state() == State.OPEN) {
      return;
    }
    Instant now = clock.instant();
    Instant since = pause.map(Pause::since).orElse(now);
    if (pause.isEmpty()) {
      LOG.warning(
          LogLine.of("breaker-open")
              .with("breaker", name)
              .with("class", failure.failureClass())
              .text("code", failure.code())
              .text("error", failure.detail())
              .with("for_ms", length.toMillis()));
    }
    pause = Optional.of(pause(failure, since, now.plus(length)));
    lastPause = length;
    state = State.OPEN;
  }

  /** Returns a pause that this failure causes. */
  public static Pause pause(Failure failure, Instant since, Instant until) {
    return new Pause(failure.failureClass(), failure.code(), failure.told(), since, until);
  }

  private Duration longer(Duration first) {
    Duration doubled = lastPause.multipliedBy(2);
    Duration atLeastFirst = doubled.compareTo(first) < 0 ? first : doubled;
    return atLeastFirst.compareTo(MAX_PAUSE) < 0 ? atLeastFirst : MAX_PAUSE;
  }
}
