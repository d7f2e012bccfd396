package com.couponcommerce.workers.mutation;

import com.couponcommerce.workers.simulation.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Runs the tests of a script's folder in a JVM whose scripts are the changed ones. */
final class ScriptTests {
  private static final String ROOT = "com.couponcommerce.workers.";
  private static final long TIMEOUT_MINUTES = 3;

  /** Test classes by the folder of the script. */
  private static final Map<String, List<String>> BY_FOLDER =
      Map.of(
          "core",
          List.of(
              "queue.RedisMessageQueueTest",
              "queue.ProducerQueueTest",
              "queue.OldestMessagesTest",
              "queue.RedisSendingMarksTest",
              "queue.redis.ApplicationUserQueueTest",
              "simulation.ScriptBoundariesTest",
              "worker.FullRedisTest"),
          "browse",
          List.of(
              "queue.browse.DeadLettersTest",
              "queue.browse.MessageSearchTest",
              "queue.browse.QueueSecretTest",
              "queue.browse.QueueReaderTest",
              "queue.RedisMessageQueueTest"),
          "job",
          List.of(
              "worker.JobRunnerTest",
              "queue.job.JobWalkTest",
              "queue.job.JobTurnTest",
              "simulation.ScriptBoundariesTest"),
          "backup",
          List.of("queue.backup.QueueExportTest", "queue.backup.QueueImportTest"),
          "person",
          List.of(
              "queue.person.DeliveryReportsTest",
              "queue.person.ErasureWalkTest",
              "queue.person.RedisOptOutListTest",
              "api.person.RecipientEraserTest",
              "simulation.ScriptBoundariesTest"),
          "limit",
          List.of(
              "worker.RateLimitTest",
              "limit.RedisRateLimiterTest",
              "simulation.ScriptBoundariesTest"),
          "instance",
          List.of(
              "queue.instance.InstancesTest",
              "queue.instance.PausesTest",
              "simulation.ScriptBoundariesTest"),
          "audit",
          List.of("queue.audit.AuditTrailTest"));

  private ScriptTests() {}

  /** Returns the name of a script's folder. */
  static String folder(String script) {
    Path file = Objects.requireNonNull(Scripts.files().get(script));
    return String.valueOf(Objects.requireNonNull(file.getParent()).getFileName());
  }

  /** Returns whether a test fails. */
  static boolean notice(Mutant mutant, Path directory) throws IOException, InterruptedException {
    String folder = folder(mutant.script());
    Path changed = directory.resolve("lua").resolve(folder).resolve(mutant.script() + ".lua");
    Files.createDirectories(changed.getParent());
    Files.writeString(changed, mutant.source());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // A mutant that never ends fills it soon.
                "-Xmx400m",
                "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                "-cp",
                directory + ":" + System.getProperty("java.class.path"),
                TestRun.class.getName()));
    command.add(ROOT + "queue.redis.ScriptFlagsTest");
    Objects.requireNonNull(BY_FOLDER.get(folder)).forEach(name -> command.add(ROOT + name));
    Process tests =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("tests.log").toFile())
            .start();
    try {
      // A mutant that never ends is noticed, too.
      boolean ended = tests.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
      return !ended || tests.exitValue() != 0;
    } finally {
      tests.descendants().forEach(ProcessHandle::destroyForcibly);
      tests.destroyForcibly().waitFor();
      Files.delete(changed);
    }
  }
}
