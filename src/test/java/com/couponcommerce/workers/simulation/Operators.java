package com.couponcommerce.workers.simulation;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.DeliveryReport;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.PhoneNumber;
import com.couponcommerce.workers.message.ReportedStatus;
import com.couponcommerce.workers.message.Suppression;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.backup.ImportEnd;
import com.couponcommerce.workers.queue.backup.ImportId;
import com.couponcommerce.workers.queue.backup.QueueExport;
import com.couponcommerce.workers.queue.backup.QueueImport;
import com.couponcommerce.workers.queue.backup.Stored;
import com.couponcommerce.workers.queue.backup.StoredMessage;
import com.couponcommerce.workers.queue.browse.DeadLetters;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.queue.browse.TimeRange;
import com.couponcommerce.workers.queue.instance.Pauses;
import com.couponcommerce.workers.queue.job.Job;
import com.couponcommerce.workers.queue.job.JobOrder;
import com.couponcommerce.workers.queue.job.JobOrder.Verb;
import com.couponcommerce.workers.queue.job.Jobs;
import com.couponcommerce.workers.queue.person.DeliveryReports;
import com.couponcommerce.workers.queue.person.RecipientTraces;
import com.couponcommerce.workers.queue.person.RedisOptOutList;
import com.couponcommerce.workers.queue.redis.QueueKeys;
import com.couponcommerce.workers.queue.redis.QueueUnavailableException;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.settings.RateLimit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** Operators with the API and with redis-cli. */
final class Operators {
  private final World world;
  private final Actor actor;
  private final RedisPools pools;
  private @Nullable QueueExport export;
  private List<Stored> importing = List.of();
  private Channel importChannel = Channel.EMAIL;
  private int imported;
  private int imports;

  Operators(World world, Actor actor, RedisPools pools) {
    this.world = world;
    this.actor = actor;
    this.pools = pools;
  }

  /** Redrives or discards one dead letter by the API, or redrives one by redis-cli. */
  void deadLetter() {
    Channel channel = world.channel();
    List<String> there = world.view().list(QueueKeys.of(channel).deadLetter());
    if (there.isEmpty()) {
      return;
    }
    if (world.random(3) == 0) {
      byHand(channel, there.get(there.size() - 1));
      return;
    }
    String wanted = there.get(world.random(there.size()));
    DeadLetters letters = new DeadLetters(pools, channel);
    List<FoundMessage> found =
        letters
            .find(
                message -> wanted.startsWith(text(message)),
                OptionalLong.empty(),
                Duration.ofSeconds(5))
            .found();
    if (found.isEmpty()) {
      return;
    }
    if (world.random(2) == 0 || !found.get(0).isWhole()) {
      letters.discard(found.get(0));
    } else {
      String id = world.promises().seen(wanted).id();
      letters.redrive(
          found.get(0),
          found.get(0).payload(),
          Optional.of(id).filter(text -> !text.isEmpty()).map(MessageId::new));
    }
  }

  private static String text(FoundMessage message) {
    return new String(message.payload().bytes(), StandardCharsets.ISO_8859_1);
  }

  /** Moves the oldest dead letter as the guide says. */
  private void byHand(Channel channel, String oldest) {
    QueueKeys keys = QueueKeys.of(channel);
    if (!Promises.isMark(oldest)) {
      world.promises().of(oldest).redrives++;
    }
    try {
      actor.run(List.of("RPOPLPUSH", keys.deadLetter(), keys.pending()));
    } catch (JedisException e) {
      // The operator looks and tries again.
    }
  }

  void pauseOrResume() {
    Pauses pauses = new Pauses(pools, world.channel());
    if (world.random(2) == 0) {
      pauses.resume();
    } else {
      Optional<Duration> time =
          world.random(3) == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(20));
      pauses.pause("a test", "anna", time.map(world.redisNow()::plus));
    }
  }

  void resumeAll() {
    for (Channel channel : Channel.values()) {
      new Pauses(pools, channel).resume();
    }
  }

  /** Orders a job, or stops the one that runs. */
  void job() {
    Jobs jobs = new Jobs(pools, world.channel());
    Optional<Job> running =
        jobs.list().stream().filter(job -> job.state() == Job.State.RUNNING).findFirst();
    if (running.isPresent() && world.random(4) == 0) {
      jobs.stop(running.get().id());
      return;
    }
    MessageFilter filter =
        world.random(2) == 0
            ? MessageFilter.ALL
            : new MessageFilter(
                Optional.empty(),
                Optional.of(world.random(2) == 0 ? "retries_exhausted" : "invalid"),
                Optional.empty(),
                Map.of(),
                TimeRange.ANY);
    Optional<RateLimit> rate =
        world.random(3) == 0
            ? Optional.of(new RateLimit(10, Duration.ofSeconds(1)))
            : Optional.empty();
    Verb verb = world.random(3) == 0 ? Verb.DISCARD : Verb.REDRIVE;
    jobs.create(
        new JobOrder(
            verb,
            world.random(5) == 0,
            filter,
            rate,
            new com.couponcommerce.workers.queue.audit.Actor("anna", "192.0.2.1")));
  }

  /** Begins an export, or reads its next part. */
  void export() {
    try {
      if (export == null) {
        Channel channel = world.channel();
        world.exports().begin(channel, world.view());
        export = new QueueExport(pools, channel, EnumSet.allOf(QueueState.class), false);
      }
      List<Stored> window = export.next();
      for (Stored entry : window) {
        if (entry instanceof StoredMessage message) {
          world.exports().read(new String(message.payload().bytes(), StandardCharsets.ISO_8859_1));
        }
      }
      if (window.isEmpty()) {
        world.exports().end();
        export = null;
      }
    } catch (QueueUnavailableException e) {
      world.exports().forget();
      export = null;
    }
  }

  /** Sends a part of a file, the same again where there was no answer. */
  void importPart() {
    if (importing.isEmpty()) {
      imports++;
      imported = 0;
      importChannel = world.channel();
      importing =
          IntStream.range(0, 4 + world.random(5)).mapToObj(number -> imported(number)).toList();
    }
    int to = Math.min(importing.size(), imported + 1 + world.random(4));
    List<Stored> part = importing.subList(imported, to);
    try {
      new QueueImport(pools, importChannel)
          .add(
              new ImportId("file" + imports),
              imported + 1,
              part,
              world.random(2) == 0 ? ImportEnd.NEWEST : ImportEnd.OLDEST,
              to == importing.size() ? OptionalLong.of(to) : OptionalLong.empty());
      for (Stored entry : part) {
        promise(entry).promised++;
      }
      imported = to;
      if (imported == importing.size()) {
        importing = List.of();
      }
    } catch (QueueUnavailableException e) {
      world.note("  no answer to the import");
    }
  }

  private Promise promise(Stored entry) {
    return world.promises().of(text(((StoredMessage) entry).payload()));
  }

  private static String text(Payload payload) {
    return new String(payload.bytes(), StandardCharsets.ISO_8859_1);
  }

  private Stored imported(int number) {
    QueueState state =
        List.of(QueueState.PENDING, QueueState.RETRY, QueueState.DEAD_LETTER).get(number % 3);
    List<String> waiting =
        world.view().members(QueueKeys.of(importChannel).retry()).stream()
            .filter(payload -> world.promises().seen(payload).id().isEmpty())
            .toList();
    if (state == QueueState.RETRY && !waiting.isEmpty()) {
      // A twin of one that waits already.
      String payload = world.oneOf(waiting);
      world.promises().of(payload).possible++;
      return new StoredMessage(state, dueSoon(), Payload.of(payload));
    }
    Promise promise =
        world
            .promises()
            .add(
                importChannel,
                Promise.Kind.PLAIN,
                token -> "{\"to\":\"+49150\"," + Promises.ODD + ",\"body\":\"#" + token + "#\"}");
    promise.possible++;
    Optional<String> due = state == QueueState.RETRY ? dueSoon() : Optional.empty();
    return new StoredMessage(state, due, Payload.of(promise.payload));
  }

  private Optional<String> dueSoon() {
    return Optional.of("" + (world.redisNow().toEpochMilli() + 5000));
  }

  /** Drops an import under way, after a failover that made its progress unknown. */
  void forgetImport() {
    importing = List.of();
  }

  /** Reports of providers, opt-outs, and the erasure of what is kept about a person. */
  void report() {
    String number = "+4915" + world.random(3);
    switch (world.random(4)) {
      case 0 -> new RedisOptOutList(pools, Channel.SMS).add(number);
      case 1 -> new RecipientTraces(pools, Channel.SMS).forget(number, world.random(2) == 0);
      default -> {
        ReportedStatus status = world.oneOf(List.of(ReportedStatus.values()));
        List<Suppression> suppressions = new ArrayList<>(EnumSet.allOf(Suppression.class));
        new DeliveryReports(pools, Channel.SMS)
            .keep(
                new DeliveryReport(
                    new MessageId("p-" + world.random(20)),
                    world.redisNow().minusSeconds(world.random(100)),
                    new DeliveryReport.Outcome(
                        status,
                        Optional.empty(),
                        suppressions.get(world.random(suppressions.size()))),
                    "SM" + world.random(3),
                    Optional.of(new PhoneNumber("+4915123456789"))));
      }
    }
  }
}
