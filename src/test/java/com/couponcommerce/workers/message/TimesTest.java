package com.couponcommerce.workers.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.MessageFields.NumberText;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T10:00:00Z, 2026-11-23T10:00:00Z",
    "2026-11-23t10:00:00z, 2026-11-23T10:00:00Z",
    "2026-11-23 10:00:00+00:00, 2026-11-23T10:00:00Z",
    "2026-11-23 11:00:00+0100, 2026-11-23T10:00:00Z",
    "2026-11-23T11:00:00+01, 2026-11-23T10:00:00Z",
    "2026-11-23T10:00Z, 2026-11-23T10:00:00Z",
    "2026-11-23 10:00:00 UTC, 2026-11-23T10:00:00Z",
    "2026-11-23 11:00:00 +0100 CET, 2026-11-23T10:00:00Z",
    "2026-11-23T11:00:00+01:00[Europe/Berlin], 2026-11-23T10:00:00Z",
    "2026-11-23T10:00:00.1234567Z, 2026-11-23T10:00:00.123456700Z",
    "'2026-11-23T10:00:00,5Z', 2026-11-23T10:00:00.500Z",
    "'Mon, 23 Nov 2026 10:00:00 GMT', 2026-11-23T10:00:00Z",
    "'Mon, 23 Nov 2026 11:00:00 +0100', 2026-11-23T10:00:00Z",
    "1795428000000, 2026-11-23T10:00:00Z",
    "' 2026-11-23T10:00:00Z\n', 2026-11-23T10:00:00Z"
  })
  void a_time_is_read_as_languages_write_it(String text, Instant time) throws Exception {
    assertThat(Times.read("sendAt", text)).hasValue(time);
  }

  @ParameterizedTest
  @CsvSource({
    "1795428000000, 2026-11-23T10:00:00Z",
    "1.795428e12, 2026-11-23T10:00:00Z",
    "1795428000000.75, 2026-11-23T10:00:00Z",
    "100000000000, 1973-03-03T09:46:40Z"
  })
  void a_number_is_milliseconds(String number, Instant time) throws Exception {
    assertThat(Times.read("sendAt", new NumberText(number))).hasValue(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00", "0000-00-00 00:00:00", "0"})
  void a_zero_value_is_absent(String text) throws Exception {
    assertThat(Times.read("sendAt", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1795428000", "1795428000.25", "1", "1e9", "99999999999", "1e-9"})
  void seconds_are_refused_as_such(String number) {
    assertThatThrownBy(() -> Times.read("sendAt", new NumberText(number)))
        .hasMessageContaining("looks like seconds");
    assertThatThrownBy(() -> Times.read("sendAt", "1795428000"))
        .hasMessageContaining("looks like seconds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1795428000000000",
        "1e999999999",
        "1e99999999999",
        "-1",
        "-1e999999999",
        "253402300800000"
      })
  void a_number_out_of_all_bounds_is_refused_at_once(String number) {
    assertThatThrownBy(() -> Times.read("sendAt", new NumberText(number)))
        .isInstanceOf(RefusedMessageException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T10:00:00",
        "2026-11-23 10:00:00",
        "2026-11-23",
        "tomorrow",
        "2026-13-23T10:00:00Z",
        "2026-11-23T25:00:00Z",
        "2026-11-23T10:00:00+99:00",
        "1969-12-31T23:59:59Z",
        "10000-01-01T00:00:00Z",
        "23 Nov 31 11:00 CET",
        "2026-11-23T10:00:00Z and more"
      })
  void a_time_without_an_offset_or_that_is_none_is_refused(String text) {
    assertThatThrownBy(() -> Times.read("sendAt", text))
        .hasMessage(
            "sendAt: must be a time with its offset, such as 2026-11-23T10:00:00Z, or milliseconds"
                + " since 1970");
  }
}
