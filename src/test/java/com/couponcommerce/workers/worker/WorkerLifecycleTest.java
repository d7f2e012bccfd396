package com.couponcommerce.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.delivery.MessageDecoders;
import com.couponcommerce.workers.delivery.ScriptedSender;
import com.couponcommerce.workers.duty.Duties;
import com.couponcommerce.workers.duty.DutyThreads;
import com.couponcommerce.workers.duty.ManualScheduler;
import com.couponcommerce.workers.duty.ServerExecutor;
import com.couponcommerce.workers.duty.SharedExecutor;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.queue.redis.RedisPools;
import com.couponcommerce.workers.sender.Sender;
import com.couponcommerce.workers.settings.Settings;
import com.couponcommerce.workers.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Duties of an instance that drains both channels; none of them runs here. */
class WorkerLifecycleTest {
  private final Settings settings = new SettingsReader(name -> Optional.empty()).read();
  private final RedisPools redis = new RedisPools(settings);
  private final List<Integer> seenDuringStart = new ArrayList<>();
  private final WorkerLifecycle lifecycle = lifecycle(List.of(email(), sms()));

  private WorkerLifecycle lifecycle(List<Sender<?>> senders) {
    InstantSource clock = InstantSource.system();
    return new WorkerLifecycle(
        settings,
        () -> false,
        new ChannelWorkers(settings, settings::live, redis, senders, event -> {}, clock),
        new JobRunners(redis, new MessageDecoders(senders, settings::live), List.of(), clock),
        new Heartbeats(redis, new Throughput(), new UnknownFields(clock), clock),
        new ServerExecutor(),
        List.of());
  }

  private static Sender<?> email() {
    return new ScriptedSender();
  }

  /** Makes a sender that probes the lifecycle in the middle of the start. */
  private Sender<?> sms() {
    return new ScriptedSender() {
      @Override
      public Channel channel() {
        return Channel.SMS;
      }

      @Override
      public boolean isConfigured() {
        seenDuringStart.add(lifecycle.workers().size() + lifecycle.duties().size());
        return true;
      }
    };
  }

  private List<String> duties() {
    lifecycle.start(new DutyThreads(new SharedExecutor(task -> {}), new ManualScheduler()));
    return lifecycle.duties().stream().map(Duties.State::name).toList();
  }

  private static boolean usesConnection(String duty) {
    return !duty.endsWith(" heartbeat") && !duty.equals("settings");
  }

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  void a_probe_during_the_start_sees_no_part_of_it() {
    List<String> duties = duties();

    assertThat(seenDuringStart).containsExactly(0);
    assertThat(lifecycle.workers()).hasSize(2);
    assertThat(duties).hasSize(13);
  }

  @Test
  void each_duty_has_a_thread_of_its_own() {
    int channels = Channel.values().length;
    int flushes = channels;

    assertThat(WorkerLifecycle.THREADS_OF_CHANNEL * channels + 1)
        .isEqualTo(duties().size() + flushes);
  }

  @Test
  void each_send_has_a_thread_of_the_servers_executor() throws IOException {
    assertThat(Files.readString(Path.of("server-config/settings.sh")))
        .contains("threads=$((concurrency + sms_concurrency))");
  }

  @Test
  void each_duty_has_a_connection_to_redis_beside_the_sends() {
    long connected = duties().stream().filter(WorkerLifecycleTest::usesConnection).count();
    int flushes = Channel.values().length;

    assertThat(RedisPools.DUTY_CONNECTIONS).isEqualTo(connected + flushes);
  }
}
