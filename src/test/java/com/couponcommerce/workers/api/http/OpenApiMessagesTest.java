package com.couponcommerce.workers.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.field.EmailFields;
import com.couponcommerce.workers.message.field.FieldKind;
import com.couponcommerce.workers.message.field.FieldSet;
import com.couponcommerce.workers.message.field.FieldUse;
import com.couponcommerce.workers.message.field.KnownField;
import com.couponcommerce.workers.message.field.SmsFields;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The description of the API has the fields of messages that the catalogue has, and no other. */
class OpenApiMessagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Arguments> objects() {
    return Stream.of(
        Arguments.of("EmailMessage", EmailFields.ALL),
        Arguments.of("SmsMessage", SmsFields.ALL),
        Arguments.of("Attachment", EmailFields.ATTACHMENT),
        Arguments.of("Invitation", EmailFields.CALENDAR));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void each_field_that_is_served_is_described_as_the_catalogue_does(String name, FieldSet fields)
      throws IOException {
    JsonNode schema = schema(name);

    assertThat(schema.path("properties")).isEqualTo(properties(fields));
    assertThat(schema.path("required"))
        .extracting(JsonNode::asText)
        .isSubsetOf(fields.with(FieldUse.SERVED).map(KnownField::name).toList());
  }

  private static JsonNode schema(String name) throws IOException {
    try (InputStream in = OpenApiMessagesTest.class.getResourceAsStream("/META-INF/openapi.json")) {
      return JSON.readTree(in).path("components").path("schemas").path(name);
    }
  }

  private static ObjectNode properties(FieldSet fields) throws IOException {
    ObjectNode properties = JSON.createObjectNode();
    for (KnownField field : fields.with(FieldUse.SERVED).toList()) {
      ObjectNode property = JSON.createObjectNode().put("description", field.meaning());
      property.setAll((ObjectNode) JSON.readTree(form(field.kind())));
      properties.set(field.name(), property);
    }
    return properties;
  }

  /** Returns the form of a value that a client should write; workers read more of them. */
  private static String form(FieldKind kind) {
    return switch (kind) {
      case ADDRESSES, LINKS, MESSAGE_IDS ->
          """
          {"type":"array","items":{"type":"string"}}""";
      case HEADERS ->
          """
          {"type":"object","additionalProperties":{"type":"string"}}""";
      case FILES ->
          """
          {"type":"array","items":{"$ref":"#/components/schemas/Attachment"}}""";
      case CALENDAR ->
          """
          {"allOf":[{"$ref":"#/components/schemas/Invitation"}]}""";
      case TIME ->
          """
          {"type":"string","format":"date-time"}""";
      case COUNT ->
          """
          {"type":"integer","minimum":0,"maximum":1000}""";
      case FLAG ->
          """
          {"type":"boolean"}""";
      case ADDRESS, PHONE, ORIGINATOR, SUBJECT, CONTENT, FILE_CONTENT, WORD, ID, ANY ->
          """
          {"type":"string"}""";
    };
  }
}
