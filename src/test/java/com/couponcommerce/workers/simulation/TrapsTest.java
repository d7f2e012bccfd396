package com.couponcommerce.workers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.simulation.Simulation.Outcome;
import com.couponcommerce.workers.simulation.redis.MemoryRedis;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Puts known traps of this key layout back into the scripts: the simulation finds each of them. One
 * that it does not find would mean that it does not look.
 */
class TrapsTest {
  private static final int SEEDS = 200;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "identical payloads merge in processing|claim|ZADD', processing, 'NX', unpack(added)) == #group"
            + "|ZADD', processing, unpack(added)) >= 0",
        "a twin within one claim is lost|claim|== token + 0 and not is_claimed[payload]|== token + 0",
        "identical payloads merge in retry|import|ZADD', retry, 'NX', due, payload) == 0"
            + "|ZADD', retry, due, payload) < 0",
        "the old place is left first|claim|if redis.call('ZADD'"
            + "|if redis.call('RPOP', pending) and redis.call('RPUSH', pending, read[#read]) < 0"
            + " or redis.call('ZADD'",
        "a full Redis is not drained|ack|#!lua flags=allow-oom|#!lua",
        "a payload is encoded anew|retry|redis.call('ZREM', processing, payload)"
            + "|redis.call('ZREM', processing, payload, redis.call('ZREM', retry, new_payload) == 1 and"
            + " redis.call('ZADD', retry, due, (string.gsub(new_payload, '1%.10', '1.1'))) or '')",
        "a lost lease is acked|ack|tonumber(score or nil) == tonumber(token)|score and true",
        "a delivered id is not marked|ack|redis.call('ZADD', sent|redis.call('ZREM', sent",
        "a delivered id is not looked for|claim_ids|local marked = delivered and delivered > oldest|local marked = false",
        "a script that dead-letters says nothing of a lost lease|dead_letter|return 0|return 1",
        "a job is kept for ever|job_create|redis.call('PEXPIRE', job, ttl)|"
      })
  void a_trap_that_is_put_back_is_found(String trap, String script, String right, String wrong) {
    Scripts scripts = Scripts.read();
    String source = scripts.named(script).source();
    assertThat(source).contains(right);
    String trapped = source.replace(right, Optional.ofNullable(wrong).orElse(""));

    try (MemoryRedis memory = new MemoryRedis()) {
      Simulation simulation = Simulation.inMemory(memory, scripts.with(script, trapped));
      Optional<Outcome> found =
          LongStream.rangeClosed(1, SEEDS)
              .mapToObj(simulation::run)
              .filter(outcome -> outcome.failure().isPresent())
              .findFirst();

      assertThat(found).as(trap).isPresent();
      System.out.println(
          trap
              + ": seed "
              + found.get().seed()
              + ", "
              + found.get().failure().orElseThrow().problem());
    }
  }
}
