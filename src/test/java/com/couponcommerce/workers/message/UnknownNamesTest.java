package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnknownNamesTest {
  @Test
  void a_name_is_masked_before_it_is_cut() {
    String name = "x".repeat(40) + " ann.lee.with.a.long.name@example.com";

    assertThat(UnknownNames.hint(List.of(name))).doesNotContain("lee").contains(" a***@example");
  }

  @Test
  void ten_names_are_shown() {
    List<String> names = IntStream.range(10, 30).mapToObj(n -> "n" + n).toList();

    assertThat(UnknownNames.hint(names)).startsWith("; not known: n10, ").endsWith(", n19, …");
    assertThat(UnknownNames.hint(List.of())).isEmpty();
  }
}
