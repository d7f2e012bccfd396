package com.couponcommerce.workers.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.MessageSchema;
import com.couponcommerce.workers.message.Payload;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the JSON Schema that producers get against what the workers take. */
class MessageSchemaTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** Beginnings of refusals that no schema can tell. */
  private static final List<String> BEYOND_A_SCHEMA =
      List.of(
          "to: must be a single",
          "to: must have a full domain name",
          "to: must be a whole phone number",
          "to: must be a phone number alone",
          "from: must be a number as",
          "replyTo: must not be there twice",
          "body: must not",
          "body: must have 1 to 1600",
          "text: must not be another text",
          "subject: must not contain",
          "headers: must not have",
          "headers.",
          "inReplyTo: must be ids",
          "attachments[0].content: must be in",
          "attachments[0].contentType: must be a type",
          "attachments[0].encoding: must be",
          "attachments[0].filename: must have",
          "sendAt: must be a time");

  private static Schema schema(Channel channel) {
    return SCHEMAS.getSchema(MessageSchema.of(channel), InputFormat.JSON);
  }

  private static List<String> mistakes(Schema schema, Shape shape) {
    String json = new String(shape.payload().bytes(), StandardCharsets.UTF_8);
    return schema.validate(json, InputFormat.JSON).stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }

  private static boolean isObject(Shape shape) {
    try {
      MessageFields.parse(shape.payload());
      return true;
    } catch (RefusedMessageException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void it_is_strict_json(Channel channel) {
    assertThatCode(() -> MessageFields.parse(Payload.of(MessageSchema.of(channel))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void each_shape_that_is_served_is_valid(Channel channel) {
    Schema schema = schema(channel);

    assertThat(Shapes.of(channel).stream().filter(Shape::isServed))
        .allSatisfy(shape -> assertThat(mistakes(schema, shape)).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void what_is_refused_is_invalid_where_a_schema_can_tell(Channel channel) {
    Schema schema = schema(channel);

    assertThat(
            Shapes.of(channel).stream()
                .filter(shape -> !shape.isServed() && isObject(shape))
                .filter(shape -> mistakes(schema, shape).isEmpty())
                .map(Shape::sentence))
        .allMatch(sentence -> BEYOND_A_SCHEMA.stream().anyMatch(sentence::startsWith));
  }
}
