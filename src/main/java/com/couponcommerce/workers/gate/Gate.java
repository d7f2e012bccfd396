package com.couponcommerce.workers.gate;

import com.couponcommerce.workers.duty.Clocks;
import com.couponcommerce.workers.limit.Pace;
import com.couponcommerce.workers.log.EventLog;
import com.couponcommerce.workers.log.LogLine;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.sender.Basis;
import com.couponcommerce.workers.sender.CircuitBreaker;
import com.couponcommerce.workers.sender.CircuitBreaker.Pause;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.Traits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the outcomes of attempts whether a channel's messages may go to its provider, so
 * that a backlog does not fail message by message.
 *
 * <p>A reply that accuses us is a suspicion: the next message is tried alone, as its witness. If
 * that one is accused too, the gate shuts; if it goes through, the first message is at fault
 * itself. What the provider refuses before it learns of a message needs no witness. Refusals that
 * no rule knows shut the gate if they come in a row ({@link RefusalRun}).
 *
 * @param <A> a failed attempt, which the caller settles when the gate has judged it
 */
public final class Gate<A> {
  private static final EventLog LOG = EventLog.of(Gate.class);

  /** Unknown outcomes in a row, without a success since the first began, that shut the gate. */
  private static final int UNKNOWN_OUTCOMES = 5;

  /** Longest time that an accused message is held for its witness. */
  private static final Duration MAX_HOLD = Duration.ofSeconds(10);

  /** The same while no other message is pending. */
  private static final Duration MAX_HOLD_ALONE = Duration.ofSeconds(1);

  /** In place of the words of a reply that did not come in time. */
  private static final String SLOW = "slow";

  /** Pause between trials after refusals in a row: a batch of bad messages must end soon. */
  private static final Duration RUN_PAUSE = Duration.ofMillis(500);

  /** Whether messages may go to the provider. */
  public enum State {
    /** Messages flow. */
    OPEN,
    /** One message is tried alone, as the witness of an accusation. */
    SUSPECT,
    /** No message goes to the provider. */
    SHUT,
    /** The pause is over: one message is tried alone. */
    TRIAL
  }

  private final CircuitBreaker breaker;
  private final Pace pace;
  private final RefusalRun<A> run = new RefusalRun<>();

  /** Messages that were accused and turned out to be at fault. */
  private final KnownMessages ownFaults = new KnownMessages();

  /** Messages whose outcome was unknown or long in coming. */
  private final KnownMessages slow = new KnownMessages();

  /** Messages that were accused; to accuse one of them again tells nothing new. */
  private final KnownMessages accused = new KnownMessages();

  private final Accusations accusations = new Accusations();
  private final LoneTrial trial;
  private final Throttles throttles;
  private final Clocks clock;
  private @Nullable Suspicion<A> suspicion;
  private Basis cause = Basis.SESSION;
  private boolean shutByRun;
  private boolean anyAccepted;
  private long lastAccepted;
  private int unknownOutcomes;

  /**
   * Makes an open gate.
   *
   * @param name name for the log, such as {@code "channel email"}
   */
  public Gate(String name, Pace pace, Clocks clock) {
    this.breaker = new CircuitBreaker(name, clock.wall());
    this.pace = pace;
    this.trial = new LoneTrial(clock.nanoTime());
    this.throttles = new Throttles(clock.nanoTime());
    this.clock = clock;
  }

  public synchronized State state() {
    if (suspicion != null) {
      return State.SUSPECT;
    }
    return switch (breaker.state()) {
      case CLOSED -> State.OPEN;
      case OPEN -> State.SHUT;
      case HALF_OPEN -> State.TRIAL;
    };
  }

  /** Returns why the gate is shut, or why one message alone keeps it so; empty if it is open. */
  public synchronized Optional<Pause> pause() {
    return breaker
        .pause()
        .or(
            () ->
                Optional.ofNullable(suspicion)
                    .filter(Suspicion::stands)
                    .map(
                        standing ->
                            CircuitBreaker.pause(
                                standing.failure(), standing.at(), standing.at())));
  }

  /** Returns how long it stays shut. */
  public Duration remaining() {
    return breaker.remaining();
  }

  /** Returns true if the login is to be tried before a message is. */
  public synchronized boolean needsProbe() {
    return suspicion == null
        && pause().filter(p -> p.cause() != FailureClass.THROTTLED).isPresent()
        && (cause == Basis.SESSION
            || pause().filter(p -> p.cause() == FailureClass.CONFIG).isPresent());
  }

  /** Returns true if the message may be sent now. */
  public synchronized boolean admits(MessageId id) {
    return switch (state()) {
      case OPEN -> true;
      case SHUT -> false;
      case SUSPECT, TRIAL -> trial.isOf(id);
    };
  }

  /** Returns true if a message is tried alone at the moment. */
  public synchronized boolean isTrying() {
    return trial.isRunning();
  }

  /** Lets this message be tried alone. */
  public synchronized void tryAlone(MessageId id) {
    trial.begin(id).ifPresent(before -> slow.add(before, SLOW));
  }

  /** Returns how much the outcome of a message would tell; more is better. */
  public synchronized int worthOfTrial(MessageId id, Traits traits) {
    if (ownFaults.contains(id)) {
      return -2;
    }
    return accused.contains(id) || slow.contains(id)
        ? -1
        : traits.worthAsWitness(suspicion == null ? Traits.NONE : suspicion.traits());
  }

  /** Notes that a message was not tried after all. */
  public synchronized void notTried(MessageId id) {
    trial.end(id);
  }

  /**
   * Notes that the provider accepted a message.
   *
   * @param traits asked only if another message is accused
   * @param since {@code nanoTime} at which the attempt began
   * @return what that decides about other messages
   */
  public synchronized List<Judged<A>> accepted(MessageId id, Supplier<Traits> traits, long since) {
    trial.end(id);
    anyAccepted = true;
    lastAccepted = nanos();
    unknownOutcomes = 0;
    accusations.clear();
    pace.works();
    List<Judged<A>> judged = new ArrayList<>(endRun());
    breaker.succeeded();
    if (suspicion != null && suspicion.isTurnedBy(traits.get(), since)) {
      judged.addAll(turn(suspicion, id));
    }
    return judged;
  }

  private List<Judged<A>> endRun() {
    if (!shutByRun) {
      return judged(run.end(), Verdict.BY_CLASS);
    }
    shutByRun = false;
    breaker.close();
    return judged(run.excuse(lastAccepted), Verdict.BY_CLASS);
  }

  private List<Judged<A>> turn(Suspicion<A> turned, MessageId witness) {
    suspicion = null;
    boolean rate = isRate(turned);
    if (rate) {
      pace.throttled();
    } else {
      turned.accused().forEach((id, said) -> noteOwnFault(id, said, witness));
    }
    return judged(turned.takeHeld(), rate ? Verdict.NOT_AT_FAULT : Verdict.OWN_FAULT);
  }

  private void noteOwnFault(MessageId id, String said, MessageId witness) {
    if (!id.equals(witness)) {
      ownFaults.add(id, said);
    }
  }

  private boolean isRate(Suspicion<A> turned) {
    return turned.failure().failureClass() == FailureClass.THROTTLED
        && throttles.isLimit(turned.first(), RefusalRun.wordsOf(turned.failure()));
  }

  /**
   * Notes that a provider accepted a message for some of its recipients, which shows that a refusal
   * of the others is their own.
   */
  public synchronized List<Judged<A>> partlyAccepted(
      A attempt, MessageId id, Traits traits, long since, Failure failure) {
    List<Judged<A>> judged = new ArrayList<>(accepted(id, () -> traits, since));
    boolean own = failure.failureClass().accusesUs() && !failure.atOnce();
    judged.add(new Judged<>(attempt, own ? Verdict.OWN_FAULT : Verdict.BY_CLASS));
    return judged;
  }

  /**
   * Notes that an attempt failed.
   *
   * @param since {@code nanoTime} at which it began
   * @return what is decided; an attempt that is not among it is held until a later call returns it
   */
  public synchronized List<Judged<A>> failed(
      A attempt, MessageId id, Traits traits, long since, Failure failure) {
    Refused<A> refused = new Refused<>(attempt, id, traits, since, failure, trial.end(id));
    if (failure.failureClass() != FailureClass.THROTTLED || failure.atOnce()) {
      pace.works();
    }
    if (failure.atOnce()) {
      return only(refused, Verdict.BY_CLASS);
    }
    if (failure.failureClass() == FailureClass.AMBIGUOUS) {
      return unknown(refused);
    }
    return failure.failureClass().accusesUs() ? accused(refused) : aboutMessage(refused);
  }

  /**
   * Notes that no message is there to be tried. If the login works that was refused, the gate opens
   * without one.
   */
  public synchronized void nothingToTry() {
    if (suspicion == null && cause == Basis.SESSION) {
      breaker.succeeded();
    }
  }

  /**
   * Lets the reply's word stand if the accused messages have waited long enough for a witness, and
   * refusals that no rule knows if no more have followed.
   *
   * @param alone true if no other message is pending
   */
  public synchronized List<Judged<A>> overdue(boolean alone) {
    List<Judged<A>> judged = new ArrayList<>(judged(run.takeOverdue(nanos()), Verdict.BY_CLASS));
    Suspicion<A> present = suspicion;
    Duration limit = alone ? MAX_HOLD_ALONE : MAX_HOLD;
    if (present != null && nanos() - present.since() >= limit.toNanos()) {
      judged.addAll(judged(present.takeHeld(), Verdict.NOT_AT_FAULT));
    }
    return judged;
  }

  /** Gives all messages back that are held: the worker stops. */
  public synchronized List<Judged<A>> stop() {
    Suspicion<A> present = suspicion;
    suspicion = null;
    List<Judged<A>> judged = new ArrayList<>(judged(run.takeHeld(), Verdict.GIVEN_BACK));
    if (present != null) {
      judged.addAll(judged(present.takeHeld(), Verdict.GIVEN_BACK));
    }
    return judged;
  }

  private List<Judged<A>> unknown(Refused<A> refused) {
    slow.add(refused.id(), SLOW);
    if (!anyAccepted || lastAccepted - refused.since() <= 0) {
      unknownOutcomes++;
    }
    if (unknownOutcomes >= UNKNOWN_OUTCOMES) {
      shut(refused.failure());
    }
    return only(refused, Verdict.BY_CLASS);
  }

  /** A refusal that is about the message or its recipient, as far as the reply tells. */
  private List<Judged<A>> aboutMessage(Refused<A> refused) {
    Failure failure = refused.failure();
    if (failure.basis() != Basis.GUESS) {
      if (cause == Basis.SESSION || breaker.state() == CircuitBreaker.State.CLOSED) {
        breaker.succeeded();
      }
      return only(refused, Verdict.BY_CLASS);
    }
    if (shutByRun && run.goesOnWith(failure)) {
      shutForRun(failure);
      return only(refused, Verdict.NOT_AT_FAULT);
    }
    boolean mixed = anyAccepted && lastAccepted - refused.since() > 0;
    if (mixed || state() != State.OPEN || run.isExcused(failure, nanos())) {
      return only(refused, Verdict.BY_CLASS);
    }
    List<Judged<A>> judged = new ArrayList<>(judged(run.add(refused, nanos()), Verdict.BY_CLASS));
    if (run.isLong()) {
      shutForRun(failure);
      judged.addAll(judged(run.takeHeld(), Verdict.NOT_AT_FAULT));
    }
    return judged;
  }

  private void shutForRun(Failure failure) {
    shutByRun = true;
    cause = Basis.GUESS;
    breaker.open(
        new Failure(
            FailureClass.CONFIG, failure.code(), "refused several alike: " + failure.detail()),
        RUN_PAUSE);
  }

  private List<Judged<A>> accused(Refused<A> refused) {
    if (refused.failure().basis() == Basis.SESSION) {
      boolean inFlight = isInFlight(refused);
      List<Judged<A>> judged = new ArrayList<>(sessionFailed(refused.failure()));
      judged.add(kept(refused, inFlight));
      return judged;
    }
    String said = Accusations.said(refused.failure());
    if (ownFaults.contains(refused.id(), said)) {
      // While others are accused too it is not held against this one, nor the other way round.
      return only(refused, state() == State.OPEN ? Verdict.OWN_FAULT : Verdict.NOT_AT_FAULT);
    }
    boolean fresh = accused.add(refused.id(), said);
    boolean repeated = accusations.add(refused.failure());
    if (breaker.state() != CircuitBreaker.State.CLOSED) {
      boolean inFlight = isInFlight(refused);
      if (fresh && repeated) {
        shut(refused.failure());
      } else {
        breaker.openAgain(refused.failure());
      }
      return List.of(kept(refused, inFlight));
    }
    Suspicion<A> present = suspicion;
    if (present == null) {
      suspect(refused);
      return List.of();
    }
    if (present.accuses(refused.id())) {
      return only(refused, Verdict.NOT_AT_FAULT);
    }
    if (!present.isConfirmedBy(refused, repeated)) {
      return List.of();
    }
    suspicion = null;
    shut(refused.failure());
    return judged(present.takeHeld(), Verdict.NOT_AT_FAULT);
  }

  /**
   * Returns true for what goes back to pending at once, since only a corrected setting helps. A
   * message that was tried alone does not: at the head of the queue it would be the next trial.
   */
  private boolean isInFlight(Refused<A> refused) {
    return !refused.trial()
        && breaker.state() != CircuitBreaker.State.HALF_OPEN
        && refused.failure().failureClass() == FailureClass.CONFIG;
  }

  private static <A> Judged<A> kept(Refused<A> refused, boolean inFlight) {
    return new Judged<>(refused.attempt(), inFlight ? Verdict.GIVEN_BACK : Verdict.NOT_AT_FAULT);
  }

  private void suspect(Refused<A> refused) {
    suspicion = new Suspicion<>(refused, nanos(), clock.wall().instant());
    LOG.info(
        LogLine.saying("suspected", "a reply accuses us; another message is tried alone")
            .with("id", refused.id())
            .with("class", refused.failure().failureClass())
            .text("code", refused.failure().code())
            .text("error", refused.failure().text()));
  }

  /** Notes that the login or the connection failed, which no message had to do with. */
  public synchronized List<Judged<A>> sessionFailed(Failure failure) {
    if (failure.failureClass() == FailureClass.THROTTLED) {
      pace.throttled();
    }
    breaker.failed(failure);
    if (breaker.state() == CircuitBreaker.State.CLOSED) {
      return List.of();
    }
    cause = Basis.SESSION;
    shutByRun = false;
    Suspicion<A> present = suspicion;
    suspicion = null;
    return present == null ? List.of() : judged(present.takeHeld(), Verdict.NOT_AT_FAULT);
  }

  private void shut(Failure failure) {
    if (failure.failureClass() == FailureClass.THROTTLED
        && breaker.state() == CircuitBreaker.State.HALF_OPEN) {
      pace.throttled();
    }
    if (breaker.state() != CircuitBreaker.State.OPEN) {
      cause = Basis.KNOWN;
      shutByRun = false;
    }
    breaker.confirmed(failure);
  }

  private static <A> List<Judged<A>> judged(List<Refused<A>> held, Verdict verdict) {
    return held.stream().map(refused -> new Judged<>(refused.attempt(), verdict)).toList();
  }

  private static <A> List<Judged<A>> only(Refused<A> refused, Verdict verdict) {
    return List.of(new Judged<>(refused.attempt(), verdict));
  }

  private long nanos() {
    return clock.nanoTime().getAsLong();
  }
}
