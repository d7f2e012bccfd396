package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.DeliveryResult;
import com.couponcommerce.workers.sender.Failure;
import com.couponcommerce.workers.sender.FailureClass;
import com.couponcommerce.workers.sender.SendFence;
import com.couponcommerce.workers.sender.Sender;
import java.util.List;
import java.util.Optional;

/** A provider that accepts, refuses and kills as the world draws it. */
final class SimulatedSender implements Sender<SimulatedSender.Message> {
  /** Parts of a message that the simulation needs. */
  record Message(int token, String to) {}

  private final World world;
  private final Channel channel;
  private final Actor instance;

  SimulatedSender(World world, Channel channel, Actor instance) {
    this.world = world;
    this.channel = channel;
    this.instance = instance;
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public Message decode(MessageFields fields) throws RefusedMessageException {
    String to =
        fields.text("to").orElseThrow(() -> RefusedMessageException.field("to", "is missing"));
    String body = fields.text("body").orElse("");
    return new Message(world.promises().seen(body).token(), to);
  }

  @Override
  public List<String> recipients(Message message) {
    return channel == Channel.SMS ? List.of(message.to()) : List.of();
  }

  @Override
  public Optional<String> optOutKey(Message message) {
    return channel == Channel.SMS ? Optional.of(message.to()) : Optional.empty();
  }

  @Override
  public boolean retriesUnknown() {
    return channel == Channel.EMAIL;
  }

  @Override
  public DeliveryResult send(MessageId id, Message message, SendFence fence) {
    world.step(instance, () -> "sends " + id + " #" + message.token() + "#");
    Promise promise = world.promises().withToken(message.token());
    if (promise.kind == Promise.Kind.KILLER && !instance.dead) {
      promise.kills++;
      instance.die();
      return failed(FailureClass.AMBIGUOUS, "killed");
    }
    world.duringSend(instance);
    if (instance.dead || !fence.mayHandOver()) {
      return new DeliveryResult.Abandoned();
    }
    int drawn = world.faults().happens(Feature.FAILURES, 0.35) ? world.random(8) : 9;
    return switch (drawn) {
      case 0, 1, 2 -> failed(FailureClass.TRANS_RECIPIENT, "450");
      case 3 -> failed(FailureClass.PERM_RECIPIENT, "550");
      case 4 -> failed(FailureClass.PERM_MESSAGE, "554");
      case 5 -> failed(FailureClass.AMBIGUOUS, "timeout");
      case 6 -> {
        accept(promise, id);
        // Only an e-mail is sent again then.
        promise.excuses++;
        yield failed(FailureClass.AMBIGUOUS, "timeout");
      }
      case 7 -> {
        accept(promise, id);
        world.faults().maybeDie(instance);
        yield new DeliveryResult.Delivered("250 ok");
      }
      default -> {
        accept(promise, id);
        yield new DeliveryResult.Delivered("250 ok");
      }
    };
  }

  private void accept(Promise promise, MessageId id) {
    promise.accepted.merge(id.value(), 1, Integer::sum);
    world.accepted(instance, promise);
  }

  private static DeliveryResult failed(FailureClass failureClass, String code) {
    return new DeliveryResult.Failed(new Failure(failureClass, code, "said the provider"));
  }

  @Override
  public Optional<Failure> probe() {
    return Optional.empty();
  }
}
