package com.couponcommerce.workers.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A full Redis must still be drained, looked at and cleared; only what adds messages is refused.
 */
class ScriptFlagsTest {
  private static final Set<Script> ADDING = EnumSet.of(Script.ENQUEUE, Script.IMPORT);

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PROBE")
  void a_script_runs_while_memory_is_full_unless_it_adds_messages(Script script) {
    String source = new String(script.source(), StandardCharsets.UTF_8);

    if (ADDING.contains(script)) {
      assertThat(source).startsWith("#!lua\n");
    } else {
      assertThat(source).startsWith("#!lua flags=").containsAnyOf("allow-oom\n", "no-writes\n");
    }
  }
}
