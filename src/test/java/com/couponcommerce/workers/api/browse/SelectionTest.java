package com.couponcommerce.workers.api.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.api.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  private static final String ENTRY = "0123456789abcdef0123456789abcdef";

  private static Selection read(String json) {
    return Selection.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_entry_may_have_a_place() {
    String other = ENTRY.replace('0', 'f');

    assertThat(
            read("{'entries':[{'entry':'" + ENTRY + "','place':7},{'entry':'" + other + "'}]}")
                .places())
        .isEqualTo(Map.of(ENTRY, OptionalLong.of(7), other, OptionalLong.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{'entries':[]}",
        "{'entries':{}}",
        "{'entries':[1]}",
        "{'entries':[{'place':1}]}",
        "{'entries':[{'entry':'xyz'}]}",
        "{'entries':[{'entry':'" + ENTRY + "','place':-1}]}",
        "{'entries':[{'entry':'" + ENTRY + "','place':'1'}]}",
        "{'entries':[{'entry':'" + ENTRY + "','reason':'expired'}]}",
        "{'entries':[{'entry':'" + ENTRY + "'}],'reason':'expired'}"
      })
  void anything_else_is_refused(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(Problem.class)
        .hasMessage("nothing was changed");
  }

  @Test
  void a_selection_is_bounded() {
    String entries =
        IntStream.range(0, 201)
            .mapToObj(i -> "{'entry':'%032x'}".formatted(i))
            .collect(Collectors.joining(","));

    assertThatThrownBy(() -> read("{'entries':[" + entries + "]}")).isInstanceOf(Problem.class);
  }
}
