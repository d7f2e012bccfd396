package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.duty.StopSignal;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.simulation.redis.LuaScript;
import com.couponcommerce.workers.simulation.redis.Redis;
import com.couponcommerce.workers.simulation.redis.RedisData;
import com.couponcommerce.workers.simulation.redis.RedisError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Redis of a run with its time, its promises and its faults. Each command is a step, after
 * which the invariants are checked.
 */
final class World {
  /** 2026-11-23T12:00:00Z in µs. */
  private static final long BEGIN = 1_795_435_200_000_000L;

  private static final int KEPT_TRACE = 400;
  private static final int MAX_DEPTH = 2;

  /** No run takes as many, with all that it does after its faults. */
  private static final int MAX_STEPS = 100_000;

  /** Line of the trace, whose text is made when a run fails. */
  private record Line(int step, long micros, int depth, Supplier<String> text) {
    @Override
    public String toString() {
      long ms = TimeUnit.MICROSECONDS.toMillis(micros - BEGIN);
      return step + " " + ms + "ms " + "  ".repeat(depth) + text.get();
    }
  }

  /** Signals that a run has had its steps. */
  static final class Ended extends Error {
    private static final long serialVersionUID = 1L;

    Ended() {
      super("ended", null, false, false);
    }
  }

  private final Random random;
  private final Redis redis;
  private final RedisData view;
  private final Scripts scripts;
  private final Faults faults;
  private final int maxSteps;
  private final Promises promises = new Promises();
  private final Deque<Line> trace = new ArrayDeque<>();
  private final KeyCheck keyCheck = new KeyCheck();
  private final ExportCheck exports = new ExportCheck();
  private @Nullable Workload workload;
  private long micros = BEGIN;
  private long redisAhead;
  private int steps;
  private int depth;

  /**
   * @param view data of {@code redis}, to be read
   */
  World(Random random, Redis redis, RedisData view, Scripts scripts, Faults faults, int maxSteps) {
    this.random = random;
    this.redis = redis;
    this.view = view;
    this.scripts = scripts;
    this.faults = faults;
    this.maxSteps = maxSteps;
    redis.clock(micros);
  }

  void begin(Workload actors) {
    workload = actors;
  }

  Promises promises() {
    return promises;
  }

  Faults faults() {
    return faults;
  }

  RedisData view() {
    return view;
  }

  ExportCheck exports() {
    return exports;
  }

  long micros() {
    return micros;
  }

  Instant now() {
    return Instant.EPOCH.plusNanos(micros * 1000);
  }

  /** Returns the time by the clock of Redis. */
  Instant redisNow() {
    return Instant.EPOCH.plusNanos((micros + redisAhead) * 1000);
  }

  int steps() {
    return steps;
  }

  int random(int bound) {
    return random.nextInt(bound);
  }

  <T> T oneOf(List<T> choice) {
    return choice.get(random.nextInt(choice.size()));
  }

  Channel channel() {
    return random.nextInt(5) < 3 ? Channel.EMAIL : Channel.SMS;
  }

  /** Returns the last steps. */
  List<String> trace() {
    return trace.stream().map(Line::toString).toList();
  }

  /** Notes a step. */
  void step(Actor actor, Supplier<String> what) {
    steps++;
    note(() -> actor.name + " " + what.get());
    if (steps > MAX_STEPS) {
      throw new Violation("never ends");
    }
    if (steps >= maxSteps && !faults.isHealed()) {
      throw new Ended();
    }
  }

  void note(String what) {
    note(() -> what);
  }

  private void note(Supplier<String> what) {
    if (trace.size() == KEPT_TRACE) {
      trace.removeFirst();
    }
    trace.addLast(new Line(steps, micros, depth, what));
  }

  /** Lets time pass. */
  void pass(Duration time) {
    micros += TimeUnit.NANOSECONDS.toMicros(time.toNanos());
    redis.clock(micros + redisAhead);
  }

  /** Sets the clock of Redis wrong, or more wrong; leases look older or younger than they are. */
  void jump(Duration by) {
    claimed().forEach(promise -> promise.halves++);
    redisAhead += TimeUnit.NANOSECONDS.toMicros(by.toNanos());
    redis.clock(micros + redisAhead);
    note("the clock of Redis jumps by " + by);
  }

  /** Runs a command and checks what it did. */
  @Nullable Object execute(Actor actor, List<String> command) {
    step(actor, () -> shown(command));
    pass(Duration.ofNanos(1000L * (20 + random.nextInt(200))));
    String name = command.get(0);
    if (name.equals("EVALSHA")) {
      return script(command);
    }
    @Nullable Object reply = redis.run(command);
    if (Redis.mayChange(command)) {
      check();
    }
    return reply;
  }

  private @Nullable Object script(List<String> command) {
    LuaScript script = scripts.bySha1(command.get(1));
    int keyCount = Integer.parseInt(command.get(2));
    List<String> keys = command.subList(3, 3 + keyCount);
    List<String> arguments = command.subList(3 + keyCount, command.size());
    int faultAt = faults.faultAt();
    Optional<LeaseCheck> leases = LeaseCheck.before(script.name(), keys, arguments, view);
    OperatorMoves moves = new OperatorMoves(script.name(), keys, arguments, view, promises);
    try {
      @Nullable Object reply = redis.eval(script, keys, arguments, faultAt);
      leases.ifPresent(check -> check.after(reply, view));
      moves.after(view);
      if (script.mayChange()) {
        check();
      }
      return reply;
    } catch (RedisError e) {
      if (String.valueOf(e.getMessage()).startsWith("OOM")
          && !script.name().equals("enqueue")
          && !script.name().equals("import")) {
        throw new Violation(script.name() + " does not run while the memory is full");
      }
      note("  " + e.getMessage());
      promises.all().forEach(promise -> promise.halves++);
      keyCheck.excuse(view);
      moves.after(view);
      check();
      throw e;
    }
  }

  private void check() {
    promises.check(view);
    keyCheck.check(view);
    exports.look(view);
  }

  private String shown(List<String> command) {
    String text =
        command.get(0).equals("EVALSHA")
            ? scripts.bySha1(command.get(1)).name() + " " + command.subList(3, command.size())
            : command.toString();
    return text.length() > 600 ? text.substring(0, 600) + "…" : text;
  }

  /** Notes that a caller does not know what its command did. */
  void broke(List<String> command) {
    note("  the connection breaks");
    promises.among(command).forEach(promise -> promise.excuses++);
  }

  /** Notes that an instance died with all that it had claimed. */
  void died(Actor actor) {
    note(actor.name + " dies");
    excuseClaimed();
  }

  void excuseClaimed() {
    claimed().forEach(promise -> promise.excuses++);
  }

  private Stream<Promise> claimed() {
    return Stream.of(Channel.values())
        .flatMap(channel -> promises.among(view.members(QueueKeys.of(channel).processing())));
  }

  /** Notes that a provider accepted a message; its ack may come after its lease. */
  void accepted(Actor instance, Promise promise) {
    note(instance.name + " delivered #" + promise.token + "#");
    check();
  }

  /** Lets others act in the middle of what an actor does. */
  void maybeOthers(Actor actor) {
    if (depth < MAX_DEPTH && workload != null && faults.letsOthersAct()) {
      boolean was = actor.acting;
      actor.acting = true;
      depth++;
      try {
        workload.act();
      } finally {
        depth--;
        actor.acting = was;
      }
    }
  }

  /** Lets time pass and others act while an instance sends. */
  void duringSend(Actor instance) {
    if (faults.letsOthersAct() && workload != null) {
      maybeOthers(instance);
      workload.slowSend(instance);
    }
  }

  /** Returns a stop signal whose pauses let simulated time pass; the actor dies of too many. */
  StopSignal stopOf(Actor actor) {
    return new StopSignal() {
      private int pauses;

      @Override
      public boolean pause(Duration duration) {
        pass(duration);
        maybeOthers(actor);
        if (++pauses % 8 == 0 || actor.dead) {
          actor.die();
          return true;
        }
        return false;
      }
    };
  }

  /** State to which a failover goes back. */
  record History(RedisData data, List<Kept> kept) {}

  /** Promise as it was at a moment. */
  record Kept(Promise promise, int promised, int discarded, Set<String> gone) {}

  History history() {
    return new History(
        redis.data(),
        promises.all().stream()
            .map(p -> new Kept(p, p.promised, p.discarded, new HashSet<>(p.gone)))
            .toList());
  }

  /** Goes back to an older state, as a failover does that lost acknowledged writes. */
  void failOver(History history) {
    note("failover to an older state");
    redis.load(history.data());
    redis.clock(micros + redisAhead);
    promises
        .all()
        .forEach(
            promise -> {
              promise.promised = 0;
              promise.excuses++;
              promise.returns += promise.possible + 1;
            });
    for (Kept kept : history.kept()) {
      kept.promise().promised = kept.promised();
      kept.promise().discarded = kept.discarded();
      kept.promise().gone.clear();
      kept.promise().gone.addAll(kept.gone());
    }
    exports.forget();
    check();
  }

  void full(boolean full) {
    note(full ? "the memory is full" : "the memory has room");
    redis.full(full);
  }

  /** Returns all messages that are on their way. */
  Stream<String> underWay(Channel channel) {
    QueueKeys keys = QueueKeys.of(channel);
    return Stream.of(
            view.list(keys.pending()), view.members(keys.processing()), view.members(keys.retry()))
        .flatMap(List::stream);
  }
}
