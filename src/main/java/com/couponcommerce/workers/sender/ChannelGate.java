package com.couponcommerce.workers.sender;

import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Holds a channel back while its provider cannot work, so that a backlog does not rush through it
 * in vain. It closes on wrong credentials and on "slower" at once, and on an outage after {@value
 * #OUTAGE_FAILURES} failures in a row. When the pause is over it lets one message through; that
 * one's outcome opens it, or closes it for longer.
 */
public final class ChannelGate {
  private static final EventLog LOG = EventLog.of(ChannelGate.class);

  /**
   * One refused connection may be one bad host behind a relay's name; five in a row are an outage.
   */
  static final int OUTAGE_FAILURES = 5;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** Half a minute after the repair at the latest, work goes on. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Mail providers lock an account on which a wrong password is tried too often. */
  private static final Duration FIRST_CONFIG_PAUSE = Duration.ofSeconds(5);

  /** The longest that a provider's "come back in N seconds" stops the whole channel. */
  private static final Duration LONGEST_THROTTLE = Duration.ofMinutes(15);

  /** Whether messages may go to the provider. */
  public enum State {
    OPEN,
    CLOSED,
    /** The pause is over: one message is let through to see. */
    TRYING
  }

  /**
   * Why and until when the gate is closed.
   *
   * @param reason code and text of the failure that closed it
   */
  public record Pause(FailureClass cause, String reason, Instant since, Instant until) {}

  private final String name;
  private final InstantSource clock;
  private State state = State.OPEN;
  private Optional<Pause> pause = Optional.empty();
  private Duration lastPause = Duration.ZERO;
  private int outageFailures;

  /**
   * An open gate.
   *
   * @param name what it holds back, for the log, such as {@code "channel email"}
   */
  public ChannelGate(String name, InstantSource clock) {
    this.name = name;
    this.clock = clock;
  }

  public synchronized State state() {
    if (state == State.CLOSED && remaining().isZero()) {
      state = State.TRYING;
    }
    return state;
  }

  /** Why it is not open; stays until a message gets through. */
  public synchronized Optional<Pause> pause() {
    return pause;
  }

  /** How long it stays closed yet. */
  public synchronized Duration remaining() {
    Duration left =
        pause.map(p -> Duration.between(clock.instant(), p.until())).orElse(Duration.ZERO);
    // More than it was closed for: the clock has gone back since.
    return left.isNegative() || left.compareTo(lastPause) > 0 ? Duration.ZERO : left;
  }

  /** The provider answered as one that works, whatever it said of the message. */
  public synchronized void works() {
    outageFailures = 0;
    if (state() == State.TRYING) {
      LOG.info(LogLine.of("resumed").with("gate", name));
      state = State.OPEN;
      pause = Optional.empty();
      lastPause = Duration.ZERO;
    }
  }

  /** A try, or a probe, failed. */
  public synchronized void failed(Failure failure) {
    switch (failure.failureClass()) {
      case CONFIG -> close(failure, longer(FIRST_CONFIG_PAUSE));
      case THROTTLED -> throttle(failure);
      case PROVIDER_DOWN, AMBIGUOUS -> {
        outageFailures++;
        if (outageFailures >= OUTAGE_FAILURES || state() == State.TRYING) {
          close(failure, longer(FIRST_PAUSE));
        }
      }
      case PERM_RECIPIENT, PERM_MESSAGE, TRANS_RECIPIENT -> works();
    }
  }

  private void throttle(Failure failure) {
    if (failure.atOnce()) {
      works();
      return;
    }
    Duration asked = failure.retryAfter().orElseGet(() -> longer(FIRST_PAUSE));
    close(failure, asked.compareTo(LONGEST_THROTTLE) < 0 ? asked : LONGEST_THROTTLE);
  }

  /**
   * The messages that were on their way when it closed fail too; they do not lengthen the pause.
   */
  private void close(Failure failure, Duration length) {
    if (state() == State.CLOSED) {
      return;
    }
    Instant now = clock.instant();
    Instant since = pause.map(Pause::since).orElse(now);
    String reason = failure.code() + " " + failure.text();
    if (pause.isEmpty()) {
      LOG.warning(
          LogLine.of("paused")
              .with("gate", name)
              .with("class", failure.failureClass())
              .text("code", failure.code())
              .text("error", failure.text())
              .with("for_ms", length.toMillis()));
    }
    pause = Optional.of(new Pause(failure.failureClass(), reason, since, now.plus(length)));
    lastPause = length;
    state = State.CLOSED;
  }

  private Duration longer(Duration first) {
    Duration doubled = lastPause.multipliedBy(2);
    Duration atLeastFirst = doubled.compareTo(first) < 0 ? first : doubled;
    return atLeastFirst.compareTo(LONGEST_PAUSE) < 0 ? atLeastFirst : LONGEST_PAUSE;
  }
}
