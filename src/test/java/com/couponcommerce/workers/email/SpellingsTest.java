package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.email.decode.EmailMessageDecoder;
import com.couponcommerce.workers.message.EmailMessage.Recipients;
import com.couponcommerce.workers.message.MergePatch;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageId;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.field.EmailFields;
import com.couponcommerce.workers.queue.browse.MaskedPayload;
import com.couponcommerce.workers.queue.browse.MessageFilter;
import com.couponcommerce.workers.queue.browse.MessageMatch;
import com.couponcommerce.workers.queue.browse.TimeRange;
import com.couponcommerce.workers.sender.ErasableRecipient.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that everything that looks for a field or a person finds it however it is written. */
class SpellingsTest {
  private static Payload payload(String json) {
    return Payload.of(json.replace('\'', '"'));
  }

  private static MessageFields fields(String json) throws Exception {
    return MessageFields.parse(payload(json));
  }

  private static String text(Payload payload) {
    return new String(payload.bytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'To':'Anna Lee <anna@example.com>','Body':'Code 4711'}",
        "{'TO':[{'name':'Anna Lee','address':'anna@example.com'}],'text_body':'Code 4711'}",
        "{'to':{'anna@example.com':'Anna Lee'},'HtmlBody':'Code 4711'}",
        "{'to':{'0':'anna@example.com'},'list-unsubscribe':'https://x.test/4711','text':'Code 4711'}",
        "{'reply_to':'anna@example.com','ical_event':{'content':'4711'}}",
        "{'Cc':'bob@example.com; anna@example.com (Anna Lee)','Attachments':[{'Content':'4711'}]}"
      })
  void masks_hide_persons_and_contents(String json) {
    assertThat(MaskedPayload.json(payload(json))).doesNotContain("anna", "Anna", "Lee", "4711");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'To':'bob@example.com, Anna <anna@example.com>'}",
        "{'CC':[{'Name':'Anna','Email':'Anna@Example.com'}]}",
        "{'reply-to':'anna@example.com'}",
        "{'to':{'anna@example.com':'Anna'}}",
        "{'bcc':{'0':'anna@example.com','2':'bob@example.com'}}"
      })
  void a_search_for_a_person_finds_the_message(String json) {
    MessageFilter filter =
        new MessageFilter(
            Optional.of("anna@example.com"),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            TimeRange.ANY);

    assertThat(MessageMatch.whole(filter).matches(payload(json), Optional.empty())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"replyTo", "reply_to", "Reply-To"})
  void a_search_by_a_field_finds_each_spelling(String name) {
    MessageFilter filter =
        new MessageFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(name, "anna@example.com"),
            TimeRange.ANY);

    for (String json :
        List.of("{'replyTo':'anna@example.com'}", "{'REPLY_TO':['anna@example.com']}")) {
      assertThat(MessageMatch.whole(filter).matches(payload(json), Optional.empty())).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'To':'Anna <anna@example.com>; bob@example.com','Body':'x'}",
        "{'to':[{'name':'Anna','address':'anna@example.com'},{'address':'bob@example.com'}],'body':'x'}",
        "{'to':{'anna@example.com':'Anna','bob@example.com':'Bob'},'body':'x'}",
        "{'to':'anna@example.com','CC':'bob@example.com','reply_to':'anna@example.com','body':'x'}",
        "{'to':'bob@example.com','cc':'','Cc':'Team: anna@example.com;','body':'For anna@example.com'}"
      })
  void the_erasure_of_a_person_leaves_the_others(String json) throws Exception {
    Verdict verdict = new AddressReader().recipient("anna@example.com").verdict(payload(json));

    Payload changed = ((Verdict.Replace) verdict).payload();
    Recipients recipients = EmailMessageDecoder.recipients(MessageFields.parse(changed));
    assertThat(recipients.all()).containsExactly("bob@example.com");
    assertThat(text(changed)).doesNotContainIgnoringCase("anna");
  }

  @Test
  void a_person_who_is_the_only_recipient_takes_the_message_along() throws Exception {
    assertThat(
            new AddressReader()
                .recipient("anna@example.com")
                .verdict(payload("{'TO':{'Email':'ANNA@example.com'},'body':'x'}")))
        .isInstanceOf(Verdict.Remove.class);
  }

  @Test
  void an_edit_replaces_a_field_in_each_spelling() throws Exception {
    MessageFields message =
        fields("{'To':'anna@exmaple.com','CC':'x@example.com','reply_to':'y@example.com'}");

    Payload changed =
        MergePatch.parse(payload("{'to':'anna@example.com','cc':null,'Reply-To':'z@example.com'}"))
            .apply(message, EmailFields.ALL);

    assertThat(text(changed))
        .isEqualTo("{\"to\":\"anna@example.com\",\"Reply-To\":\"z@example.com\"}");
  }

  @Test
  void an_edit_merges_an_object_in_each_spelling() throws Exception {
    Payload changed =
        MergePatch.parse(payload("{'headers':{'X-B':'2'}}"))
            .apply(fields("{'Headers':{'X-A':'1'}}"), EmailFields.ALL);

    assertThat(text(changed)).isEqualTo("{\"headers\":{\"X-A\":\"1\",\"X-B\":\"2\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'id':'m1'}", "{'ID':'m1'}", "{'Id':' m1\\n'}", "{'id':'','Id':'m1'}"})
  void an_id_is_found_in_each_spelling(String json) throws Exception {
    assertThat(fields(json).id()).hasValue(new MessageId("m1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'_id':'m1'}", "{'messageId':'m1'}", "{'id':false}"})
  void another_id_of_the_producer_is_none(String json) throws Exception {
    assertThat(fields(json).id()).isEmpty();
  }
}
