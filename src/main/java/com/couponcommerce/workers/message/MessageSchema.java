package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.field.EmailFields;
import com.couponcommerce.workers.message.field.FieldKind;
import com.couponcommerce.workers.message.field.FieldSet;
import com.couponcommerce.workers.message.field.FieldUse;
import com.couponcommerce.workers.message.field.KnownField;
import com.couponcommerce.workers.message.field.SmsFields;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the JSON Schema (draft 2020-12) of a channel's messages from the catalogue of fields, for
 * the tests of producers. What it refuses the workers refuse; they refuse more, such as an address
 * without a domain, which a schema cannot tell.
 */
public final class MessageSchema {
  /** Name of the definition of a value that counts as absent. */
  private static final String ABSENT = "absent";

  private MessageSchema() {}

  /** Returns the schema of a channel's messages as JSON. */
  public static String of(Channel channel) {
    return PayloadEditor.empty()
        .set("$schema", "https://json-schema.org/draft/2020-12/schema")
        .set("title", "A message on the queue of " + channel)
        .set(
            "description",
            "A name may be written in any spelling, as reply_to or Reply-To for replyTo. Fields that"
                + " are not named here are kept and have no effect.")
        .set("type", "object")
        .setJson("properties", properties(channel.fields()))
        .setJson("patternProperties", patterns(channel.fields()))
        .setJson("allOf", channel == Channel.EMAIL ? neededOfEmail() : neededOfSms())
        .setJson("$defs", definitions())
        .toJson();
  }

  private static String properties(FieldSet fields) {
    PayloadEditor properties = PayloadEditor.empty();
    fields.all().stream()
        .filter(field -> field.use() == FieldUse.SERVED || field.use() == FieldUse.WRITTEN)
        .forEach(
            field ->
                properties.setJson(
                    field.name(),
                    PayloadEditor.empty().set("description", field.meaning()).toJson()));
    return properties.toJson();
  }

  private static String patterns(FieldSet fields) {
    PayloadEditor patterns = PayloadEditor.empty();
    for (KnownField field : fields.all()) {
      if (field.use() != FieldUse.IGNORED) {
        String definition =
            field.use() == FieldUse.REFUSED
                ? PayloadEditor.empty()
                    .set("description", "Cannot be served: " + field.meaning())
                    .set("$ref", ref(ABSENT))
                    .toJson()
                : reference(field.kind());
        patterns.setJson(pattern(List.of(field)), definition);
      }
    }
    return patterns.toJson();
  }

  private static String reference(FieldKind kind) {
    return PayloadEditor.empty().set("$ref", ref(kind.name().toLowerCase(Locale.ROOT))).toJson();
  }

  private static String ref(String definition) {
    return "#/$defs/" + definition;
  }

  /** Returns a pattern of all names of the fields, in every spelling. */
  private static String pattern(List<KnownField> fields) {
    return fields.stream()
        .flatMap(
            field ->
                field.isExact()
                    ? Stream.of(field.name())
                    : field.names().stream().map(MessageSchema::spellings))
        .collect(Collectors.joining("|", "^(?:", ")$"));
  }

  private static String spellings(String name) {
    return name.chars()
        .mapToObj(c -> Character.toString(c))
        .map(c -> "[" + c.toLowerCase(Locale.ROOT) + c.toUpperCase(Locale.ROOT) + "]")
        .collect(Collectors.joining("[ _-]*", "", "[ _-]*"));
  }

  private static String neededOfEmail() {
    return "["
        + needed(List.of(EmailFields.TO))
        + ","
        + needed(List.of(EmailFields.BODY, EmailFields.TEXT, EmailFields.HTML))
        + "]";
  }

  private static String neededOfSms() {
    return "["
        + needed(List.of(SmsFields.TO, SmsFields.TOPIC))
        + ","
        + needed(List.of(SmsFields.BODY))
        + "]";
  }

  /** Requires one of the names: not each name may be another one. */
  private static String needed(List<KnownField> fields) {
    String other =
        PayloadEditor.empty()
            .setJson("not", PayloadEditor.empty().set("pattern", pattern(fields)).toJson())
            .toJson();
    return PayloadEditor.empty()
        .setJson("not", PayloadEditor.empty().setJson("propertyNames", other).toJson())
        .set(
            "description",
            "One of these is needed: "
                + fields.stream().map(KnownField::name).collect(Collectors.joining(", ")))
        .toJson();
  }

  private static String definitions() {
    PayloadEditor definitions = PayloadEditor.empty();
    definitions.setJson(
        ABSENT,
        """
        {"anyOf":[{"enum":[null,false,[],{}]},{"type":"string","pattern":"^\\\\s*$"}]}""");
    definitions.setJson("plain", "{\"type\":[\"string\",\"number\"]}");
    definitions.setJson("bytes", "{\"type\":\"integer\",\"minimum\":-128,\"maximum\":255}");
    for (FieldKind kind : FieldKind.values()) {
      definitions.setJson(
          kind.name().toLowerCase(Locale.ROOT),
          kind == FieldKind.ANY
              ? "true"
              : "{\"anyOf\":[{\"$ref\":\"#/$defs/absent\"}," + values(kind) + "]}");
    }
    definitions.setJson("file", object(EmailFields.ATTACHMENT, List.of(EmailFields.CONTENT)));
    definitions.setJson("event", object(EmailFields.CALENDAR, List.of(EmailFields.CONTENT)));
    definitions.setJson(
        "person",
        object(EmailFields.ADDRESS_OBJECT, List.of(EmailFields.ADDRESS, EmailFields.GROUP)));
    return definitions.toJson();
  }

  private static String object(FieldSet fields, List<KnownField> needed) {
    return PayloadEditor.empty()
        .set("type", "object")
        .setJson("patternProperties", patterns(fields))
        .setJson("allOf", "[" + needed(needed) + "]")
        .toJson();
  }

  /** Returns the values of a kind, separated by commas. */
  private static String values(FieldKind kind) {
    return switch (kind) {
      case ADDRESSES, ADDRESS ->
          """
          {"type":"string"},{"$ref":"#/$defs/person"},\
          {"type":"object","propertyNames":{"pattern":"@"},"additionalProperties":{"type":["string","null"]}},\
          {"type":"array","items":{"$ref":"#/$defs/addresses"}},\
          """
              + indexed("addresses");
      case PHONE, LINKS, MESSAGE_IDS -> plain() + "," + lists("plain");
      case HEADERS ->
          """
          {"type":"object","additionalProperties":{"anyOf":[{"$ref":"#/$defs/plain"},{"$ref":"#/$defs/absent"},{"type":"boolean"},\
          {"type":"array","items":{"$ref":"#/$defs/plain"}}]}},{"type":"array","items":{"type":"object"}}""";
      case FILES -> "{\"$ref\":\"#/$defs/file\"}," + lists("file");
      case CALENDAR -> plain() + ",{\"$ref\":\"#/$defs/event\"}," + buffer();
      case CONTENT -> plain();
      case FILE_CONTENT -> plain() + "," + lists("bytes") + "," + buffer();
      case TIME ->
          """
          {"type":"number","minimum":100000000000,"maximum":253402300799999},{"const":0},\
          {"type":"string","pattern":"^\\\\s*[0-9]{12,15}\\\\s*$"},\
          {"type":"string","pattern":"^\\\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.,]+ ?([Zz]|UTC|GMT|[+-][0-9:]+).*$"},\
          {"type":"string","pattern":"^\\\\s*(?:0001-01-01T00:00:00|0000-00-00)"},\
          {"type":"string","pattern":"^\\\\s*[A-Z][a-z]{2}, .* (GMT|[+-][0-9]{4})\\\\s*$"}""";
      case COUNT ->
          """
          {"type":"integer","minimum":0,"maximum":1000},{"type":"string","pattern":"^\\\\s*[0-9]{1,4}(\\\\.0+)?\\\\s*$"}""";
      case FLAG -> "{\"enum\":[true,\"true\",\"false\",0,1,\"0\",\"1\"]}";
      case ID ->
          """
          {"type":"number"},{"type":"string","pattern":"^\\\\s*[!-~]{1,200}\\\\s*$"}""";
      case ORIGINATOR, SUBJECT, WORD, ANY -> plain();
    };
  }

  private static String plain() {
    return "{\"$ref\":\"#/$defs/plain\"}";
  }

  private static String lists(String definition) {
    String element =
        "{\"anyOf\":[{\"$ref\":\"#/$defs/" + definition + "\"},{\"$ref\":\"#/$defs/absent\"}]}";
    return "{\"type\":\"array\",\"items\":" + element + "}," + indexed(definition);
  }

  /** Returns the object that PHP makes of a list with gaps. */
  private static String indexed(String definition) {
    return "{\"type\":\"object\",\"minProperties\":1,\"additionalProperties\":false,"
        + "\"patternProperties\":{\"^[0-9]{1,9}$\":{\"$ref\":\"#/$defs/"
        + definition
        + "\"}}}";
  }

  private static String buffer() {
    return "{\"type\":\"object\",\"required\":[\"type\",\"data\"],\"properties\":"
        + "{\"type\":{\"const\":\"Buffer\"},\"data\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/bytes\"}}}}";
  }
}
