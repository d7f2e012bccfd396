package com.couponcommerce.workers.api.browse;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.ReplyAdvice;
import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.queue.QueueState;
import com.couponcommerce.workers.queue.browse.FoundMessage;
import com.couponcommerce.workers.queue.browse.MessageSearch;
import com.couponcommerce.workers.queue.browse.QueueSecret;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReasonCountsTest {
  private static final QueueSecret SECRET = new QueueSecret("of a test");

  private final ReasonCounts counts =
      new ReasonCounts(Channel.EMAIL, SECRET, new Advice(List.of(new ReplyAdvice())));

  private FoundMessage count(long place, String json) {
    Payload payload = Payload.of(json);
    FoundMessage message =
        new FoundMessage(QueueState.DEAD_LETTER, payload, payload.size(), place, "");
    counts.count(message);
    return message;
  }

  private JsonObject json() {
    return counts.json(new MessageSearch.Page(List.of(), 1, 1, Optional.empty())).build();
  }

  private static String dead(String code, String error, String at) {
    return "{\"failures\":[{\"class\":\"PERM_RECIPIENT\",\"rule\":\"recipient-unknown\"}],"
        + "\"deadLetter\":{\"reason\":\"recipient_refused\",\"code\":\"%s\",\"error\":\"%s\",\"at\":\"%s\"}}"
            .formatted(code, error, at);
  }

  @Test
  void a_code_is_masked_before_it_is_cut() {
    count(
        0,
        "{\"deadLetter\":{\"reason\":\"invalid\",\"code\":\""
            + "x".repeat(85)
            + " ann.lee.with.a.long.name@example.com\"}}");

    assertThat(json().toString()).doesNotContain("lee").contains(" a***@example");
  }

  @Test
  void words_that_differ_in_varying_parts_are_one_group() {
    FoundMessage newest =
        count(2, dead("550 5.1.1", "550 5.1.1 <a***@x.org> unknown", "2026-11-23T10:00:02Z"));
    count(1, dead("550 5.1.1", "550 5.1.1 <b***@y.org> unknown", "2026-11-23T10:00:01Z"));
    count(0, dead("550 5.1.1", "550 5.1.1 <c***@z.org> unknown", "long ago"));

    JsonObject code =
        json().getJsonArray("reasons").getJsonObject(0).getJsonArray("codes").getJsonObject(0);
    assertThat(code.getInt("count")).isEqualTo(3);
    assertThat(code.getJsonArray("words").toString())
        .isEqualTo(
            "[{\"text\":\"<…> unknown\",\"count\":3,\"first\":\"2026-11-23T10:00:01Z\","
                + "\"last\":\"2026-11-23T10:00:02Z\",\"advice\":\"recipient-unknown\","
                + "\"class\":\"PERM_RECIPIENT\",\"example\":{\"entry\":\""
                + SECRET.entry(newest)
                + "\",\"place\":2}}]");
  }

  @Test
  void further_groups_count_as_other() {
    String letters = "abcdefghijklmnopqrstuvwxyz";
    for (int i = 0; i < 300; i++) {
      String word = "word" + letters.charAt(i / 26) + letters.charAt(i % 26);
      count(i, dead("550", word, "2026-11-23T10:00:00Z"));
    }
    count(300, dead("551", "one more", "2026-11-23T10:00:00Z"));

    JsonArray codes = json().getJsonArray("reasons").getJsonObject(0).getJsonArray("codes");
    JsonArray words = codes.getJsonObject(0).getJsonArray("words");
    assertThat(words).hasSize(201);
    assertThat(words.stream().map(group -> group.asJsonObject().getString("text")))
        .contains("wordaa", "other");
    assertThat(codes.getJsonObject(1).getJsonArray("words").getJsonObject(0).getString("text"))
        .isEqualTo("other");
    assertThat(codes.getJsonObject(0).getInt("count")).isEqualTo(300);
  }
}
