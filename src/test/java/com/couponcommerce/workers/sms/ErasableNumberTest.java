package com.couponcommerce.workers.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.sender.ErasableRecipient.Verdict;
import com.couponcommerce.workers.settings.SettingsReader;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasableNumberTest {
  private static NumberReader reader() {
    return new NumberReader(
        new SettingsReader(
                name -> Optional.of("DE").filter(region -> name.equals("SMS_DEFAULT_REGION")))
            .read());
  }

  private static Verdict verdict(String json) throws RefusedMessageException {
    return reader().recipient("+4915123456789").verdict(Payload.of(json.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'to':'+4915123456789','body':'b'}",
        "{'to':'0151 23456789','body':'b'}",
        "{'to':'+49 (151) 2345-6789'}",
        "{'to':'004915123456789','body':''}",
        "{'phone':'+49 151 23456789'}",
        "0151/23456789 and no json"
      })
  void an_sms_to_that_number_is_removed(String json) throws Exception {
    assertThat(verdict(json)).isEqualTo(new Verdict.Remove());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'to':'+4915123456780','body':'call +4915123456789'}",
        "{'topic':true,'body':'b'}",
        "{'order':'94915123456789'}",
        "{'order':'49151234567890'}",
        ""
      })
  void any_other_sms_is_kept(String json) throws Exception {
    assertThat(verdict(json)).isEqualTo(new Verdict.Keep());
  }

  @ParameterizedTest
  @ValueSource(strings = {"+4915123456789", "0151 23456789", "+49 30 1234567", "030/1234567"})
  void a_number_may_be_written_in_any_way_and_be_of_any_kind(String text) throws Exception {
    assertThat(reader().recipient(text).key()).matches("\\+49(15123456789|301234567)");
    assertThat(reader().recipient(text).toString()).matches("\\+49…(789|567)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "anna", "+49151234567890123", "0151 23456789 ext. 5"})
  void an_invalid_number_is_refused(String text) {
    assertThatThrownBy(() -> reader().recipient(text)).isInstanceOf(RefusedMessageException.class);
  }
}
