package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.AckBatcher;
import com.couponcommerce.workers.delivery.BeforeAttempt;
import com.couponcommerce.workers.delivery.ChannelContext;
import com.couponcommerce.workers.delivery.ClaimRoom;
import com.couponcommerce.workers.delivery.Claimer;
import com.couponcommerce.workers.delivery.Deliverer;
import com.couponcommerce.workers.delivery.DeliveryEvent;
import com.couponcommerce.workers.delivery.DueCheck;
import com.couponcommerce.workers.delivery.InFlight;
import com.couponcommerce.workers.delivery.Intake;
import com.couponcommerce.workers.delivery.LeaseExtender;
import com.couponcommerce.workers.delivery.MessageDecoder;
import com.couponcommerce.workers.delivery.OptOuts;
import com.couponcommerce.workers.delivery.Reclaimer;
import com.couponcommerce.workers.delivery.RetryPolicy;
import com.couponcommerce.workers.delivery.SendPool;
import com.couponcommerce.workers.delivery.Settlement;
import com.couponcommerce.workers.delivery.UnknownOutcomes;
import com.couponcommerce.workers.delivery.Verdicts;
import com.couponcommerce.workers.duty.StopSignal;
import com.couponcommerce.workers.duty.UntilAnswered;
import com.couponcommerce.workers.gate.Gate;
import com.couponcommerce.workers.limit.ChannelLimit;
import com.couponcommerce.workers.limit.ClaimRate;
import com.couponcommerce.workers.limit.Pace;
import com.couponcommerce.workers.limit.PermitWaits;
import com.couponcommerce.workers.limit.RecipientLimit;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.settings.RateLimit;
import com.couponcommerce.workers.settings.RateSettings;
import com.couponcommerce.workers.settings.WorkSettings;
import java.util.Optional;

/** Makes the parts that deliver the messages of one channel. */
final class ChannelParts<M> {
  private final Channel channel;
  private final ChannelStore store;
  private final WorkerEnvironment environment;
  private final StopSignal stop;
  private final UntilAnswered untilAnswered;
  private final UnknownOutcomes unknown;
  private final ChannelContext<M> context;
  private final Settlement<M> settlement;

  /**
   * @param stop ends all waits of the parts
   */
  ChannelParts(
      Sender<M> sender, ChannelStore store, WorkerEnvironment environment, StopSignal stop) {
    this.channel = sender.channel();
    this.store = store;
    this.environment = environment;
    this.stop = stop;
    this.untilAnswered = new UntilAnswered(stop);
    this.unknown = UnknownOutcomes.of(sender, store.sendingMarks(), untilAnswered);
    Pace pace = new Pace(channel, environment.clocks().nanoTime());
    this.context =
        new ChannelContext<>(
            sender,
            store.queue(),
            new InFlight(),
            new Gate<>("channel " + channel, pace, environment.clocks()),
            pace,
            environment.listener(),
            environment.clocks());
    this.settlement = new Settlement<>(context, unknown, untilAnswered);
  }

  ChannelContext<M> context() {
    return context;
  }

  UntilAnswered untilAnswered() {
    return untilAnswered;
  }

  Settlement<M> settlement() {
    return settlement;
  }

  AckBatcher<M> acks() {
    return new AckBatcher<>(
        settlement,
        context.sender().retriesUnknown(),
        (needed, flush) ->
            environment.duties().threads().runAfter(AckBatcher.MAX_WAIT, needed, flush));
  }

  Verdicts<M> verdicts() {
    return new Verdicts<>(
        context, settlement, optOuts(), new RetryPolicy(environment.live(), environment.random()));
  }

  private OptOuts<M> optOuts() {
    return new OptOuts<>(context.sender(), store.optOuts(), untilAnswered);
  }

  Deliverer<M> deliverer(AckBatcher<M> acks, Verdicts<M> verdicts) {
    BeforeAttempt<M> before =
        new BeforeAttempt<>(
            optOuts(),
            new RecipientLimit(store.limiter(), () -> rates().ofRecipient(channel), untilAnswered),
            unknown,
            new ChannelLimit(store.limiter(), this::limit, stop));
    return new Deliverer<>(context, before, settlement, acks, verdicts);
  }

  Intake<M> intake() {
    return new Intake<>(
        context,
        new MessageDecoder<>(context.sender(), environment.live(), environment.random()),
        new DueCheck<>(context, settlement, untilAnswered),
        untilAnswered,
        timeouts().processing());
  }

  Claimer<M> claimer(SendPool<M> pool) {
    return new Claimer<>(
        context, intake(), pool, waiting -> settlement.release(waiting, "not started"));
  }

  ClaimRoom claimRoom(SendPool<M> pool) {
    PermitWaits waits =
        new PermitWaits(
            environment.clocks().nanoTime(),
            wait -> environment.listener().on(new DeliveryEvent.Limited(channel, wait)));
    ClaimRate rate = new ClaimRate(store.limiter(), this::limit, context.pace(), waits);
    return new ClaimRoom(pool, rate, environment.live());
  }

  Reclaimer reclaimer() {
    return new Reclaimer(
        context, unknown, environment.live(), timeouts().processing(), environment.random());
  }

  LeaseExtender leaseExtender() {
    return new LeaseExtender(context, timeouts().processing(), timeouts().sendDeadline());
  }

  private Optional<RateLimit> limit() {
    return rates().of(channel);
  }

  private RateSettings rates() {
    return environment.live().get().rates();
  }

  private WorkSettings.Timeouts timeouts() {
    return environment.settings().work().timeouts();
  }
}
