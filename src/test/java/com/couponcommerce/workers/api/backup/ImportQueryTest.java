package com.couponcommerce.workers.api.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.api.http.Problem;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.backup.ImportId;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportQueryTest {
  private static ImportQuery read(Map<String, String> parameters) {
    MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
    parameters.forEach(given::putSingle);
    return ImportQuery.of(given);
  }

  @Test
  void lines_are_those_of_a_whole_export_unless_the_query_tells_otherwise() {
    assertThat(read(Map.of())).isEqualTo(new ImportQuery(Optional.empty(), false));
    assertThat(read(Map.of("format", "export", "part", "true")))
        .isEqualTo(new ImportQuery(Optional.empty(), true));
  }

  @Test
  void lines_of_redis_cli_go_to_pending_unless_the_query_tells_otherwise() {
    assertThat(read(Map.of("format", "redis-cli", "name", "a1")).redisCli())
        .contains(new ImportQuery.RedisCli(QueueState.PENDING, new ImportId("a1"), 1));
    assertThat(
            read(Map.of("format", "redis-cli", "name", "a1", "state", "dead_letter", "first", "8"))
                .redisCli())
        .contains(new ImportQuery.RedisCli(QueueState.DEAD_LETTER, new ImportId("a1"), 8));
  }

  @Test
  void all_mistakes_are_told_at_once() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of("format", "redis-cli", "state", "retry", "first", "0", "part", "maybe")))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.errors())
                    .satisfiesExactlyInAnyOrder(
                        error -> assertThat(error).startsWith("state must be"),
                        error -> assertThat(error).startsWith("name must be given"),
                        error -> assertThat(error).startsWith("first must be"),
                        error -> assertThat(error).startsWith("part must be")));
    assertThatThrownBy(() -> read(Map.of("format", "csv")))
        .hasMessage("format must be export or redis-cli");
  }
}
