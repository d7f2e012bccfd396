package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.delivery.Verdicts.FailedAttempt;
import com.couponcommerce.workers.duty.Clocks;
import com.couponcommerce.workers.duty.StopSignal;
import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.gate.Gate;
import com.couponcommerce.workers.limit.ChannelLimit;
import com.couponcommerce.workers.limit.InMemoryRateLimiter;
import com.couponcommerce.workers.limit.Pace;
import com.couponcommerce.workers.limit.RecipientLimit;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.InMemoryMessageQueue;
import com.couponcommerce.workers.queue.InMemorySendingMarks;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.person.InMemoryOptOutList;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.settings.LiveSettings;
import com.couponcommerce.workers.settings.RateLimit;
import com.couponcommerce.workers.settings.RateSettings;
import com.couponcommerce.workers.settings.RetrySettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * One channel on a queue in memory, with a scripted sender and a clock that only the test moves.
 */
public final class DeliveryFixture {
  public static final Duration LEASE = Duration.ofSeconds(30);

  /** Default of the setting of this name. */
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  /**
   * Settings with a limit of two messages an hour to one recipient, which applies after {@link
   * ScriptedSender#limitRecipients}.
   */
  private static final LiveSettings SETTINGS =
      new LiveSettings(
          new RetrySettings(3, Duration.ofSeconds(5), 1, Duration.ofHours(1)),
          new RateSettings(
              Optional.empty(),
              Optional.empty(),
              Optional.of(new RateLimit(2, Duration.ofHours(1)))),
          4,
          Duration.ofMillis(10),
          OptionalInt.empty(),
          new RateLimit(100, Duration.ofSeconds(1)));

  /** Settings that an administrator changes while the application runs. */
  public LiveSettings settings = SETTINGS;

  public final SettableClock clock = new SettableClock();
  public final InMemoryMessageQueue redis;
  public final ScriptedSender sender;
  public final RecordingListener listener = new RecordingListener();
  public final InFlight inFlight = new InFlight();
  public final InMemoryOptOutList optOuts = new InMemoryOptOutList();
  public final InMemorySendingMarks sendingMarks = new InMemorySendingMarks();
  public final Pace pace = new Pace(Channel.EMAIL, clock::nanoTime);
  public final Gate<FailedAttempt<String>> gate =
      new Gate<>("channel email", pace, new Clocks(clock, clock::nanoTime));
  public final InMemoryRateLimiter limiter = new InMemoryRateLimiter();
  public final StopSignal stop = new StopSignal();
  public final MessageQueue queue;
  public final ChannelContext<String> context;
  public final Settlement<String> settlement;
  public final AckBatcher<String> acks;
  public final Intake<String> intake;
  public final Verdicts<String> verdicts;
  public final Deliverer<String> deliverer;

  /** True to let acks wait until a test calls {@link AckBatcher#flush}, or for a full batch. */
  public boolean batchAcks;

  public DeliveryFixture() {
    this(queue -> queue);
  }

  /**
   * @param fault stands between the worker and the queue
   */
  public DeliveryFixture(UnaryOperator<MessageQueue> fault) {
    this(new InMemoryMessageQueue(MAX_MESSAGE_BYTES), new ScriptedSender(), fault);
  }

  /** Makes a fixture without marks of sent ids. */
  public static DeliveryFixture sendingAgain() {
    return new DeliveryFixture(
        new InMemoryMessageQueue(MAX_MESSAGE_BYTES, Duration.ZERO),
        new ScriptedSender(),
        queue -> queue);
  }

  /** Makes a fixture of a channel that must not send a message twice. */
  public static DeliveryFixture neverTwice() {
    return new DeliveryFixture(
        new InMemoryMessageQueue(MAX_MESSAGE_BYTES),
        new ScriptedSender().neverTwice(),
        queue -> queue);
  }

  private DeliveryFixture(
      InMemoryMessageQueue redis, ScriptedSender sender, UnaryOperator<MessageQueue> fault) {
    this.redis = redis;
    this.sender = sender;
    queue = fault.apply(redis);
    context = context(inFlight);
    UntilAnswered untilAnswered = new UntilAnswered(stop);
    UnknownOutcomes unknown = UnknownOutcomes.of(sender, sendingMarks, untilAnswered);
    settlement = new Settlement<>(context, unknown, untilAnswered);
    acks = new AckBatcher<>(settlement, sender.retriesUnknown(), (needed, flush) -> flush());
    intake =
        new Intake<>(
            context,
            new MessageDecoder<>(sender, () -> settings, new Random(1)),
            new DueCheck<>(context, settlement, untilAnswered),
            untilAnswered,
            LEASE);
    verdicts =
        new Verdicts<>(
            context,
            settlement,
            new OptOuts<>(sender, optOuts, untilAnswered),
            new RetryPolicy(() -> settings, new Random(1)));
    deliverer =
        new Deliverer<>(
            context,
            new BeforeAttempt<>(
                new OptOuts<>(sender, optOuts, untilAnswered),
                new RecipientLimit(limiter, () -> settings.rates().smsRecipient(), untilAnswered),
                unknown,
                new ChannelLimit(limiter, () -> settings.rates().of(Channel.EMAIL), stop)),
            settlement,
            acks,
            verdicts);
  }

  /** Flushes each ack at once, unless a test batches them. */
  private void flush() {
    if (!batchAcks) {
      acks.flush();
    }
  }

  /** Returns the context of another instance on the same queue, which has nothing in flight. */
  public ChannelContext<String> otherInstance() {
    return context(new InFlight());
  }

  private ChannelContext<String> context(InFlight leases) {
    return new ChannelContext<>(
        sender, queue, leases, gate, pace, listener, new Clocks(clock, clock::nanoTime));
  }

  /** Shuts the gate, as a login does that is refused. */
  public void shutGate(FailureClass failureClass) {
    shutGate(failureClass, 1);
  }

  /** Shuts the gate by so many failures in a row. */
  public void shutGate(FailureClass failureClass, int failures) {
    for (int i = 0; i < failures; i++) {
      failLogin(failureClass);
    }
  }

  private void failLogin(FailureClass failureClass) {
    verdicts.settle(
        gate.sessionFailed(new Failure(failureClass, "535", "wrong password").ofSession()));
  }

  /** Moves the clocks to the end of the gate's pause. */
  public void endPause() {
    tick(gate.remaining());
  }

  /** Sets a limit of the channel and the poll interval. */
  public void limit(Optional<RateLimit> limit, Duration pollInterval) {
    RateSettings rates = new RateSettings(limit, limit, settings.rates().smsRecipient());
    settings =
        new LiveSettings(
            settings.retry(),
            rates,
            settings.batchSize(),
            pollInterval,
            settings.maxDepth(),
            settings.apiRate());
  }

  /** Sets the delays between attempts and the batch size. */
  public void change(RetrySettings retry, int batchSize) {
    settings =
        new LiveSettings(
            retry,
            settings.rates(),
            batchSize,
            settings.pollInterval(),
            settings.maxDepth(),
            settings.apiRate());
  }

  /** Moves the clocks of worker and Redis. */
  public void tick(Duration time) {
    clock.tick(time);
    redis.tick(time);
    limiter.tick(time);
  }

  /** Claims up to ten messages. */
  public List<Delivery<String>> claim() {
    long before = clock.nanoTime();
    return intake.accept(queue.claim(10).leases(), before);
  }

  /** Claims up to ten messages and makes one attempt of each. */
  public void deliverAll() {
    claim().forEach(this::deliver);
  }

  /** Makes one attempt of a message. */
  public void deliver(Delivery<String> delivery) {
    try (DeliveryLine<String> line = deliverer.line()) {
      line.deliver(delivery, Optional::empty);
    }
  }

  /** Returns what a thread of a pool delivers with. */
  DeliveryLine<String> line() {
    return deliverer.line();
  }

  /** Moves the clocks past the delay and makes another attempt of each message. */
  public void retryAll() {
    tick(Duration.ofSeconds(6));
    queue.promote(100);
    deliverAll();
  }

  public static Payload message(String id) {
    return Payload.of("{\"id\":\"" + id + "\",\"to\":\"a@example.com\"}");
  }

  public static MessageFields fields(Payload payload) {
    try {
      return MessageFields.parse(payload);
    } catch (RefusedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
