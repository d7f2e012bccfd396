package com.couponcommerce.workers.delivery;

import com.couponcommerce.workers.duty.StopSignal;
import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.limit.ChannelLimit;
import com.couponcommerce.workers.limit.InMemoryRateLimiter;
import com.couponcommerce.workers.limit.Pace;
import com.couponcommerce.workers.limit.RecipientLimit;
import com.couponcommerce.workers.limit.SendLimits;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.queue.InMemoryMessageQueue;
import com.couponcommerce.workers.queue.InMemorySendingMarks;
import com.couponcommerce.workers.queue.MessageQueue;
import com.couponcommerce.workers.queue.person.InMemoryOptOutList;
import com.couponcommerce.workers.sender.CircuitBreaker;
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
 * One channel on a queue in memory, with a sender that answers as told and time that stands still.
 */
public final class DeliveryFixture {
  public static final Duration LEASE = Duration.ofSeconds(30);

  /**
   * Two messages an hour to one recipient are for those only who have any: see {@link
   * ScriptedSender#tellRecipients}.
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

  /** What the administrator changes while the application runs. */
  public LiveSettings settings = SETTINGS;

  public final SettableClock clock = new SettableClock();
  public final InMemoryMessageQueue redis;
  public final ScriptedSender sender;
  public final RecordingListener listener = new RecordingListener();
  public final InFlight inFlight = new InFlight();
  public final CircuitBreaker breaker = new CircuitBreaker("channel email", clock);
  public final InMemoryOptOutList optOuts = new InMemoryOptOutList();
  public final InMemorySendingMarks sendingMarks = new InMemorySendingMarks();
  public final Pace pace = new Pace(Channel.EMAIL, clock::nanoTime);
  public final InMemoryRateLimiter limiter = new InMemoryRateLimiter();
  public final StopSignal stop = new StopSignal();
  public final MessageQueue queue;
  public final ChannelContext<String> context;
  public final Intake<String> intake;
  public final Deliverer<String> deliverer;

  /** True: acks wait until a test calls {@link Deliverer#flush}, or for a full batch. */
  public boolean ackTogether;

  public DeliveryFixture() {
    this(queue -> queue);
  }

  /**
   * @param fault stands between the worker and the queue
   */
  public DeliveryFixture(UnaryOperator<MessageQueue> fault) {
    this(new InMemoryMessageQueue(10_000), new ScriptedSender(), fault);
  }

  /** Without marks of sent ids. */
  public static DeliveryFixture sendingAgain() {
    return new DeliveryFixture(
        new InMemoryMessageQueue(10_000, Duration.ZERO), new ScriptedSender(), queue -> queue);
  }

  /** On a channel on which nobody may get a message twice. */
  public static DeliveryFixture neverTwice() {
    return new DeliveryFixture(
        new InMemoryMessageQueue(10_000), new ScriptedSender().neverTwice(), queue -> queue);
  }

  private DeliveryFixture(
      InMemoryMessageQueue redis, ScriptedSender sender, UnaryOperator<MessageQueue> fault) {
    this.redis = redis;
    this.sender = sender;
    queue = fault.apply(redis);
    context = context(inFlight);
    UntilAnswered untilAnswered = new UntilAnswered(stop);
    intake = new Intake<>(context, untilAnswered, () -> settings, LEASE, new Random(1));
    deliverer =
        new Deliverer<>(
            context,
            untilAnswered,
            new RetryPolicy(() -> settings, new Random(1)),
            new SendLimits(
                new ChannelLimit(limiter, () -> settings.rates().of(Channel.EMAIL), stop),
                new RecipientLimit(limiter, () -> settings.rates().smsRecipient(), untilAnswered)),
            needed -> flush(),
            clock);
  }

  /** Nothing waits for company but where a test wants it to. */
  private void flush() {
    if (!ackTogether) {
      deliverer.flush();
    }
  }

  /** What another instance has that works on the same queue and holds nothing. */
  public ChannelContext<String> otherInstance() {
    return context(new InFlight());
  }

  private ChannelContext<String> context(InFlight leases) {
    return new ChannelContext<>(
        sender,
        queue,
        leases,
        breaker,
        optOuts,
        sendingMarks,
        pace,
        limiter,
        listener,
        clock::nanoTime);
  }

  /** Lets the administrator set a limit for the channel and a longest pause. */
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

  /** Lets the administrator change when messages are tried again and how many are claimed. */
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

  /** Lets time pass everywhere. */
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

  /** Claims and tries each once. */
  public void deliverAll() {
    claim().forEach(deliverer::deliver);
  }

  /** Waits out the delay and tries all again. */
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
