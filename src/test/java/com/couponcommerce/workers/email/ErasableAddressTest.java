package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.couponcommerce.workers.email.decode.EmailMessageDecoder;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.CommonFields;
import com.couponcommerce.workers.message.field.EmailFields;
import com.couponcommerce.workers.sender.ErasableRecipient;
import com.couponcommerce.workers.sender.ErasableRecipient.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErasableAddressTest {
  private static Verdict verdict(String address, String json) throws RefusedMessageException {
    ErasableRecipient recipient = new AddressReader().recipient(address);
    return recipient.verdict(Payload.of(json));
  }

  private static Verdict verdict(String json) throws RefusedMessageException {
    return verdict("anna@example.com", json);
  }

  private static MessageFields changed(String json) throws RefusedMessageException {
    Payload payload = ((Verdict.Replace) verdict(json)).payload();
    MessageFields fields = MessageFields.parse(payload);
    EmailMessageDecoder.decode(fields);
    assertThat(new String(payload.bytes(), StandardCharsets.UTF_8))
        .doesNotContainIgnoringCase("anna@example.com");
    return fields;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'to':'anna@example.com','body':'b'}",
        "{'to':['Anna <Anna@EXAMPLE.com>'],'body':'b'}",
        "{'to':'anna@example.com','cc':['ANNA@example.com'],'body':'b','deadLetter':{}}",
        "{'to':'\\u0061nna@example.com'}",
        "{'to':['bob@example.com','anna@example.com'],'remaining':['anna@example.com'],'body':'b'}",
        "not json, but anna@example.com is in it",
        "{'to':['anna@example.com','user'],'body':'b'}",
        "{'email':'ANNA@example.com'}",
        "{'to':'x','url':'https://example.com/?u=anna%40example.com'}",
        "{'to':'x','body':'\\nanna@example.com'}"
      })
  void a_message_of_that_person_alone_is_removed(String json) throws Exception {
    assertThat(verdict(json.replace('\'', '"'))).isEqualTo(new Verdict.Remove());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'to':'bob@example.com','body':'anna@example.com has ordered'}",
        "{'to':'joanna@example.com','body':'b'}",
        "{'to':'anna@example.com.au','body':'b'}",
        "{'to':'bob@example.com','replyTo':'anna@example.com','body':'b'}",
        "not json, with joanna@example.com and anna@example.com.au in it",
        "{}",
        ""
      })
  void a_message_of_others_is_kept(String json) throws Exception {
    assertThat(verdict(json.replace('\'', '"'))).isEqualTo(new Verdict.Keep());
  }

  @ParameterizedTest
  @CsvSource({
    "anna@xn--mller-kva.example.com, anna@m\u00fcller.example.com",
    "anna@M\u00fcller.example.com, anna@xn--mller-kva.example.com"
  })
  void a_domain_may_be_written_in_both_ways(String asked, String found) throws Exception {
    assertThat(verdict(asked, "{\"to\":\"" + found + "\",\"body\":\"b\"}"))
        .isEqualTo(new Verdict.Remove());
    assertThat(verdict(asked, "broken " + found)).isEqualTo(new Verdict.Remove());
  }

  @Test
  void from_a_message_of_several_only_that_person_goes() throws Exception {
    MessageFields fields =
        changed(
            """
            {"id":"m1","to":["Anna <anna@example.com>","Bob <bob@example.com>"],"cc":"anna@example.com",
            "bcc":["carl@example.com"],"remaining":["anna@example.com","carl@example.com"],
            "from":"anna@example.com","replyTo":["anna@example.com","dora@example.com"],
            "subject":"For anna@example.com","body":"Hello\\nanna@example.com","orderId":12345678901234567890,
            "listUnsubscribe":"https://example.com/?u=anna%40example.com","custom":[{"a":"Anna@Example.com"}],
            "deadLetter":{"reason":"recipient_refused","error":"550 <anna@example.com> unknown"}}
            """);

    assertThat(fields.reader().texts(EmailFields.TO)).containsExactly("\"Bob\" <bob@example.com>");
    assertThat(fields.has("cc")).isFalse();
    assertThat(fields.reader().texts(EmailFields.BCC)).containsExactly("carl@example.com");
    assertThat(fields.reader().texts(CommonFields.REMAINING)).containsExactly("carl@example.com");
    assertThat(fields.has("from")).isFalse();
    assertThat(fields.reader().texts(EmailFields.REPLY_TO)).containsExactly("dora@example.com");
    assertThat(fields.text("subject")).hasValue("For a***@example.com");
    assertThat(fields.edit().json("orderId")).hasValue("12345678901234567890");
    assertThat(fields.edit().json("deadLetter").orElseThrow()).contains("<a***@example.com>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'cc':['bob@example.com','carl@example.com'],'bcc':'dora@example.com'|bob@example.com",
        "'bcc':['dora@example.com','bob@example.com']|dora@example.com"
      })
  void another_recipient_moves_to_the_front(String others, String first) throws Exception {
    String json = "{'to':'anna@example.com'," + others + ",'body':'b'}";

    MessageFields fields = changed(json.replace('\'', '"'));

    assertThat(fields.reader().texts(EmailFields.TO)).isEqualTo(List.of(first));
    assertThat(EmailMessageDecoder.recipients(fields).all()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"anna", "anna@", "anna@example.com,bob@example.com", "@example.com"})
  void an_invalid_address_is_refused_without_being_quoted(String address) {
    assertThatThrownBy(() -> new AddressReader().recipient(address))
        .isInstanceOf(RefusedMessageException.class)
        .hasMessageNotContaining("anna");
  }
}
