package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.queue.redis.SimulatedPools;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** Draws who does what next. */
final class Workload {
  static final Duration LEASE = Duration.ofSeconds(30);
  private static final int INSTANCES = 2;
  private static final int BATCH = 5;
  private static final Duration LONGEST_TICK = LEASE.dividedBy(8);

  /** Rounds in which what is left must be done once all faults have ended. */
  private static final int ROUNDS = 4000;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "PROCESSING_TIMEOUT_MS", "" + LEASE.toMillis(),
          "MAX_MESSAGE_BYTES", "1024",
          "DEDUPE_TTL", "1h",
          "RETRY_DELAY_MS", "4000",
          "MAX_RETRIES", "3");

  private final World world;
  private final Random random;
  private final Settings settings = read(Map.of());
  private final List<Settings> others =
      List.of(
          settings,
          read(Map.of("MAX_RETRIES", "5", "RETRY_DELAY_MS", "20000")),
          read(Map.of("MAX_RETRIES", "1", "SMS_RECIPIENT_LIMIT", "2/m")),
          read(Map.of("MAX_RETRIES", "2")));

  private final List<Instance> instances = new ArrayList<>();
  private final Actor operator;
  private final Actor producer;
  private final Operators operators;
  private final Producers producers;
  private final Map<Runnable, Integer> weights = new LinkedHashMap<>();
  private Settings live = settings;
  private World.@Nullable History history;
  private int born;
  private boolean full;
  private int sum;

  Workload(World world, Random random) {
    this.world = world;
    this.random = random;
    this.operator = new Actor("operator", world);
    this.producer = new Actor("producer", world);
    this.operators = new Operators(world, operator, pools(operator));
    this.producers = new Producers(world, producer, pools(producer));
    for (int i = 0; i < INSTANCES; i++) {
      instances.add(instance());
    }
    weigh();
  }

  private RedisPools pools(Actor actor) {
    return SimulatedPools.of(settings, actor);
  }

  private static Settings read(Map<String, String> changed) {
    return new SettingsReader(
            name -> Optional.ofNullable(changed.getOrDefault(name, SETTINGS.get(name))))
        .read();
  }

  private Instance instance() {
    Duration skew = Duration.ofSeconds(random.nextInt(600) - 300L);
    return new Instance(
        "worker-" + ++born, world, settings, () -> live.live(), skew, random.nextLong());
  }

  private void weigh() {
    add(14, () -> as(producer, producers::push));
    add(40, this::work);
    add(14, () -> tick(Duration.ofMillis(random.nextInt((int) LONGEST_TICK.toMillis()))));
    add(3, this::replaceTheDead);
    add(1, this::stopOne);
    add(Feature.HTTP_PRODUCERS, 3, () -> as(producer, producers::enqueue));
    add(Feature.OPERATORS, 4, () -> as(operator, operators::deadLetter));
    add(Feature.PAUSES, 1, () -> as(operator, operators::pauseOrResume));
    add(Feature.JOBS, 3, () -> as(operator, operators::job));
    add(Feature.EXPORTS, 3, () -> as(operator, operators::export));
    add(Feature.IMPORTS, 3, () -> as(operator, operators::importPart));
    add(Feature.REPORTS, 2, () -> as(operator, operators::report));
    add(Feature.LIVE_SETTINGS, 1, () -> live = others.get(random.nextInt(others.size())));
    add(Feature.FULL_MEMORY, 1, this::fillOrFree);
    add(Feature.WRONG_TYPES, 1, this::breakOrMendKey);
    add(Feature.FREEZES, 2, this::freeze);
    add(Feature.FAILOVERS, 1, this::keepOrFailOver);
    add(Feature.CLOCK_JUMPS, 1, this::jump);
  }

  private void add(int weight, Runnable action) {
    weights.put(action, weight);
    sum += weight;
  }

  private void add(Feature feature, int weight, Runnable action) {
    if (world.faults().has(feature)) {
      add(weight, action);
    }
  }

  /** Lets one of them do something. */
  void act() {
    int drawn = random.nextInt(sum);
    for (Map.Entry<Runnable, Integer> action : weights.entrySet()) {
      drawn -= action.getValue();
      if (drawn < 0) {
        action.getKey().run();
        return;
      }
    }
  }

  private void as(Actor actor, Runnable action) {
    if (!actor.canAct()) {
      return;
    }
    actor.acting = true;
    try {
      action.run();
    } catch (SimulatedCrash | QueueUnavailableException | JedisException e) {
      world.note("  ends: " + e.getMessage());
    } catch (World.Ended e) {
      actor.die();
      throw e;
    } finally {
      actor.acting = false;
      if (actor == operator || actor == producer) {
        actor.dead = false;
      }
    }
  }

  private void work() {
    Instance instance = instances.get(random.nextInt(instances.size()));
    Channel channel = world.channel();
    as(instance.actor, () -> work(instance, channel));
  }

  private void work(Instance instance, Channel channel) {
    var worker = instance.worker(channel);
    switch (random.nextInt(20)) {
      case 0, 1 -> worker.promote();
      case 2, 3 -> worker.reclaim();
      case 4 -> worker.extend();
      case 5, 6 -> worker.job();
      case 7, 8, 9 -> worker.flush();
      case 10, 11, 12, 13 -> worker.claim(1 + random.nextInt(BATCH));
      default -> {
        if (!worker.deliver()) {
          worker.claim(1 + random.nextInt(BATCH));
        }
      }
    }
  }

  /** Lets time pass, in which every instance extends its leases. */
  private void tick(Duration time) {
    world.pass(time);
    for (Instance instance : List.copyOf(instances)) {
      as(instance.actor, () -> extend(instance));
    }
  }

  private void extend(Instance instance) {
    for (Channel channel : Channel.values()) {
      instance.worker(channel).extend();
    }
  }

  /** Lets time pass while an instance sends; its leases are extended meanwhile. */
  void slowSend(Actor actor) {
    for (int i = random.nextInt(3); i > 0; i--) {
      world.pass(Duration.ofMillis(random.nextInt((int) LONGEST_TICK.toMillis())));
      for (Instance instance : List.copyOf(instances)) {
        if (instance.actor == actor && !actor.dead) {
          try {
            extend(instance);
          } catch (SimulatedCrash | QueueUnavailableException e) {
            world.excuseClaimed();
          }
        } else {
          as(instance.actor, () -> extend(instance));
        }
      }
    }
  }

  private void replaceTheDead() {
    instances.replaceAll(
        instance -> instance.actor.dead && !instance.actor.acting ? instance() : instance);
  }

  /** Stops an instance as a deployment does, and starts another. */
  private void stopOne() {
    int which = random.nextInt(instances.size());
    Instance stopped = instances.get(which);
    as(
        stopped.actor,
        () -> {
          for (Channel channel : Channel.values()) {
            stopped.worker(channel).flush();
            stopped.worker(channel).release();
          }
          stopped.actor.dead = true;
        });
  }

  private void fillOrFree() {
    full = !full;
    world.full(full);
  }

  private void breakOrMendKey() {
    QueueKeys keys = QueueKeys.of(world.channel());
    List<String> broken = broken(keys);
    if (!broken.isEmpty()) {
      // At once: between the look and the change of a real operator much may happen.
      world.execute(producer, List.of("DEL", broken.get(0)));
      return;
    }
    String key = List.of(keys.retry(), keys.deadLetter(), keys.processing()).get(random.nextInt(3));
    if (world.view().size(key) == 0 && !full) {
      world.execute(producer, List.of("SET", key, "an operator's mistake"));
    }
  }

  private List<String> broken(QueueKeys keys) {
    return List.of(keys.retry(), keys.deadLetter(), keys.processing()).stream()
        .filter(key -> world.view().isString(key))
        .toList();
  }

  private void freeze() {
    Instance frozen = instances.get(random.nextInt(instances.size()));
    if (!frozen.actor.acting) {
      world.note(frozen.actor.name + " stands still");
      world.excuseClaimed();
      frozen.actor.frozenUntil = world.micros() + LEASE.toMillis() * 1000 * (1 + random.nextInt(2));
    }
  }

  private void keepOrFailOver() {
    if (history == null || random.nextInt(4) == 0) {
      history = world.history();
    } else if (random.nextInt(3) == 0 && !isAnyoneActing()) {
      world.failOver(history);
      history = null;
      operators.forgetImport();
    }
  }

  /** Half of a command cannot be undone. */
  private boolean isAnyoneActing() {
    return operator.acting
        || producer.acting
        || instances.stream().anyMatch(instance -> instance.actor.acting);
  }

  private void jump() {
    if (random.nextInt(5) == 0) {
      world.jump(Duration.ofSeconds(random.nextInt(180) - 90L));
    }
  }

  /** Ends all faults, and lets the instances do what is left. */
  void finish() {
    world.faults().heal();
    world.full(false);
    for (Channel channel : Channel.values()) {
      broken(QueueKeys.of(channel)).forEach(key -> world.execute(producer, List.of("DEL", key)));
    }
    as(operator, operators::resumeAll);
    live = settings;
    for (int round = 0; isAnythingLeft(); round++) {
      if (round == ROUNDS) {
        throw new Violation(
            "never done: "
                + world.underWay(Channel.EMAIL).toList()
                + world.underWay(Channel.SMS).toList());
      }
      replaceTheDead();
      for (Instance instance : instances) {
        for (Channel channel : Channel.values()) {
          as(instance.actor, () -> all(instance, channel));
        }
      }
      tick(LONGEST_TICK);
    }
  }

  private boolean isAnythingLeft() {
    return world.underWay(Channel.EMAIL).findAny().isPresent()
        || world.underWay(Channel.SMS).findAny().isPresent();
  }

  private static void all(Instance instance, Channel channel) {
    var worker = instance.worker(channel);
    worker.promote();
    worker.reclaim();
    worker.claim(BATCH);
    while (worker.deliver()) {
      // Until all that was claimed is delivered.
    }
    worker.flush();
    worker.job();
  }
}
