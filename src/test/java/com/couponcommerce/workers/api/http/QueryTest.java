package com.couponcommerce.workers.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static final Set<String> KNOWN = Set.of("at", "limit", "place", "all", "q", "field.");

  private record Values(
      Optional<Instant> at,
      int limit,
      OptionalLong place,
      boolean all,
      Map<String, String> fields) {
    static Values of(Query query) {
      return new Values(
          query.time("at"),
          query.limit(),
          query.number("place", 0, 9),
          query.flag("all"),
          query.texts("field."));
    }
  }

  private static Values read(Map<String, List<String>> parameters) {
    MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
    given.putAll(parameters);
    return Query.read(
        given,
        KNOWN,
        query -> {
          query.text("q");
          return Values.of(query);
        });
  }

  @Test
  void values_are_read() {
    Map<String, List<String>> given =
        Map.of(
            "at", List.of("2026-11-23T11:00:00+01:00"),
            "limit", List.of("200"),
            "place", List.of("9"),
            "all", List.of("true"),
            "field.to", List.of("x"));

    assertThat(read(given))
        .isEqualTo(
            new Values(
                Optional.of(Instant.parse("2026-11-23T10:00:00Z")),
                200,
                OptionalLong.of(9),
                true,
                Map.of("to", "x")));
  }

  @Test
  void a_field_is_named_by_the_parameter_or_by_its_value() {
    Map<String, List<String>> given =
        Map.of(
            "field.to",
            List.of("a=b"),
            "field",
            List.of("deadLetter.error=x=y", "subject=", "id=7"));

    assertThat(read(given).fields())
        .isEqualTo(Map.of("to", "a=b", "deadLetter.error", "x=y", "id", "7"));
  }

  @Test
  void a_field_without_a_name_or_with_two_values_is_a_mistake() {
    Map<String, List<String>> given =
        Map.of("field.to", List.of("x"), "field", List.of("to=y", "=z", "q", "id=1", "id=2"));

    assertThatThrownBy(() -> read(given))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.errors())
                    .containsExactlyInAnyOrder(
                        "field.to may be given once",
                        "field must be NAME=TEXT",
                        "field must be NAME=TEXT",
                        "field.id may be given once"));
  }

  @Test
  void missing_and_empty_parameters_have_a_default() {
    assertThat(read(Map.of("at", List.of(""))))
        .isEqualTo(new Values(Optional.empty(), 50, OptionalLong.empty(), false, Map.of()));
  }

  @Test
  void all_mistakes_are_told_at_once_and_without_the_values() {
    Map<String, List<String>> given =
        Map.of(
            "at",
            List.of("soon"),
            "limit",
            List.of("201"),
            "place",
            List.of("1", "2"),
            "all",
            List.of("yes"),
            "q",
            List.of("x".repeat(501)),
            "user@example.com".repeat(5),
            List.of("x"));

    assertThatThrownBy(() -> read(given))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(400);
              assertThat(problem.errors())
                  .containsExactlyInAnyOrder(
                      "at must be a time from 1970 to 9999, such as 2026-11-23T10:00:00Z, or"
                          + " milliseconds since 1970",
                      "limit must be a whole number from 1 to 200",
                      "place may be given once",
                      "all must be true or false",
                      "q must have at most 500 characters",
                      "there is no parameter "
                          + "user@example.com".repeat(5).substring(0, 40)
                          + "…");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1969-12-31T23:59:59Z",
        "10000-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "999999999999999",
        "253402300800000",
        "-1"
      })
  void a_time_that_no_job_can_hold_is_refused(String time) {
    MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
    given.putSingle("at", time);

    assertThatThrownBy(() -> Query.read(given, Set.of("at"), query -> query.time("at")))
        .isInstanceOf(Problem.class);
  }
}
