package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.field.EmailFields;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergePatchTest {

  private static String patched(String message, String patch) throws Exception {
    Payload changed =
        MergePatch.parse(Payload.of(patch))
            .apply(MessageFields.parse(Payload.of(message)), EmailFields.ALL);
    return new String(changed.bytes(), StandardCharsets.UTF_8);
  }

  /** The examples of RFC 7396, appendix A, whose target and patch are objects. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":\"b\"}|{\"a\":\"c\"}|{\"a\":\"c\"}",
        "{\"a\":\"b\"}|{\"b\":\"c\"}|{\"a\":\"b\",\"b\":\"c\"}",
        "{\"a\":\"b\"}|{\"a\":null}|{}",
        "{\"a\":\"b\",\"b\":\"c\"}|{\"a\":null}|{\"b\":\"c\"}",
        "{\"a\":[\"b\"]}|{\"a\":\"c\"}|{\"a\":\"c\"}",
        "{\"a\":\"c\"}|{\"a\":[\"b\"]}|{\"a\":[\"b\"]}",
        "{\"a\":{\"b\":\"c\"}}|{\"a\":{\"b\":\"d\",\"c\":null}}|{\"a\":{\"b\":\"d\"}}",
        "{\"a\":[{\"b\":\"c\"}]}|{\"a\":[1]}|{\"a\":[1]}",
        "{\"e\":null}|{\"a\":1}|{\"e\":null,\"a\":1}",
        "{}|{\"a\":{\"bb\":{\"ccc\":null}}}|{\"a\":{\"bb\":{}}}"
      })
  void the_examples_of_the_rfc_hold(String message, String patch, String becomes) throws Exception {
    assertThat(patched(message, patch)).isEqualTo(becomes);
  }

  @Test
  void fields_that_it_does_not_name_keep_their_text() throws Exception {
    assertThat(
            patched(
                "{\"price\": 1.10,\"order\":9007199254740993, \"tags\":[ ],\"to\":\"x\"}",
                "{\"to\":\"y\"}"))
        .isEqualTo("{\"price\": 1.10,\"order\":9007199254740993,\"tags\":[ ],\"to\":\"y\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "\"x\"", "{\"a\":1,\"a\":2}", "{\"a\":1}x", "null"})
  void a_patch_that_is_no_single_object_is_refused(String patch) {
    assertThatThrownBy(() -> MergePatch.parse(Payload.of(patch)))
        .isInstanceOf(RefusedMessageException.class);
  }
}
