package com.couponcommerce.workers.message;

import com.couponcommerce.workers.message.MessageFields.Field;
import com.couponcommerce.workers.message.MessageFields.NumberText;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of a payload as one strict JSON object. */
final class PayloadParser {
  static final int MAX_DEPTH = 64;
  static final int MAX_NUMBER_LENGTH = 1000;

  private static final JsonFactory JSON =
      strict(MAX_DEPTH).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private PayloadParser() {}

  /**
   * Configures strict JSON of limited depth. Buffers come from a pool of their own: Jackson's
   * default pool is thread-local and outlives an undeploy.
   */
  static TSFBuilder<?, ?> strict(int depth) {
    return JsonFactory.builder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxStringLength(Integer.MAX_VALUE)
                .build());
  }

  /**
   * Reads a payload.
   *
   * @throws RefusedMessageException with the position where the text stops being one JSON object
   */
  static MessageFields parse(Payload payload) throws RefusedMessageException {
    char[] chars = utf8(payload.bytes(), "payload");
    try (JsonParser parser = JSON.createParser(chars, 0, chars.length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RefusedMessageException("the payload " + Misshapen.text(chars));
      }
      Map<String, Field> fields = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        int nameStart = offset(parser);
        parser.nextToken();
        int valueStart = offset(parser);
        Object value = value(parser);
        parser.finishToken();
        int valueEnd = (int) parser.currentLocation().getCharOffset();
        fields.put(name, new Field(value, nameStart, valueStart, valueEnd));
      }
      if (parser.nextToken() != null) {
        throw new RefusedMessageException("the payload continues after its JSON object");
      }
      return new MessageFields(new String(chars), fields);
    } catch (JsonProcessingException e) {
      throw new RefusedMessageException("the payload " + notJson(chars, e));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory does not fail", e);
    }
  }

  /**
   * Returns the JSON texts of an array's elements; none if it is no array.
   *
   * @param json one value of a payload that was parsed
   */
  static List<String> elements(String json) {
    List<String> elements = new ArrayList<>();
    try (JsonParser parser = parser(json)) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          int start = offset(parser);
          parser.skipChildren();
          parser.finishToken();
          elements.add(json.substring(start, (int) parser.currentLocation().getCharOffset()));
        }
      }
      return elements;
    } catch (IOException e) {
      throw new IllegalStateException("it was parsed before", e);
    }
  }

  /** Opens a parser of JSON that may be no object. */
  static JsonParser parser(String json) throws IOException {
    return JSON.createParser(json.toCharArray());
  }

  static char[] utf8(byte[] bytes, String what) throws RefusedMessageException {
    try {
      CharBuffer decoded =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
      char[] chars = new char[decoded.remaining()];
      decoded.get(chars);
      return chars;
    } catch (CharacterCodingException e) {
      throw new RefusedMessageException(
          "the " + what + " " + Misshapen.bytes(bytes).orElse("is not UTF-8"));
    }
  }

  private static int offset(JsonParser parser) {
    return (int) parser.currentTokenLocation().getCharOffset();
  }

  /** Describes a syntax error; the parser's own text may quote the payload. */
  static String notJson(char[] chars, JsonProcessingException e) {
    int start = 0;
    while (start < chars.length && " \t\r\n".indexOf(chars[start]) >= 0) {
      start++;
    }
    boolean isUtf16 = start + 1 < chars.length && chars[start + 1] == 0;
    return start < chars.length && chars[start] == '{' && !isUtf16
        ? Misshapen.syntax(chars, e)
        : Misshapen.text(chars);
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberText(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_ARRAY -> array(parser);
      case START_OBJECT -> object(parser);
      default -> null;
    };
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return values;
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      values.put(name, value(parser));
    }
    return values;
  }
}
