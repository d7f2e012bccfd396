package com.couponcommerce.workers.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a request body into payloads, each byte for byte. It does not check whether a payload is a
 * message; {@link MessageFields} and the decoders do.
 */
public final class PayloadSplitter {
  /**
   * A payload and its position.
   *
   * @param number the line, or the index in an array, counted from 1
   */
  public record Part(int number, Payload payload) {}

  /** JSON with one level more than a payload may have, for the array around it. */
  private static final JsonFactory JSON = PayloadParser.strict(PayloadParser.MAX_DEPTH + 1).build();

  private static final String BODY = "body";

  private final int maxMessages;

  /**
   * @param maxMessages limit of messages in one body
   */
  public PayloadSplitter(int maxMessages) {
    this.maxMessages = maxMessages;
  }

  /**
   * Splits one JSON object, or an array of them.
   *
   * @throws RefusedMessageException if it is neither, or has too many messages
   */
  public List<Part> json(byte[] body) throws RefusedMessageException {
    char[] text = PayloadParser.utf8(body, BODY);
    int start = 0;
    while (start < text.length && " \t\r\n".indexOf(text[start]) >= 0) {
      start++;
    }
    return switch (start < text.length ? text[start] : ' ') {
      case '{' -> List.of(new Part(1, new Payload(body)));
      case '[' -> elements(text);
      default -> throw new RefusedMessageException("the body " + Misshapen.text(text));
    };
  }

  private List<Part> elements(char[] text) throws RefusedMessageException {
    try (JsonParser parser = JSON.createParser(text, 0, text.length)) {
      parser.nextToken();
      List<Part> parts = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getCharOffset();
        add(parts, parts.size() + 1, Payload.of(new String(text, from, to - from)));
      }
      if (parser.nextToken() != null) {
        throw new RefusedMessageException("the body continues after its JSON array");
      }
      return parts;
    } catch (JsonProcessingException e) {
      throw new RefusedMessageException("the body " + Misshapen.syntax(text, e));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory does not fail", e);
    }
  }

  /**
   * Splits lines, each a JSON object. Blank lines are skipped; a line ends with LF or CRLF.
   *
   * @throws RefusedMessageException if there are too many
   */
  public List<Part> lines(byte[] body) throws RefusedMessageException {
    refuseMark(body);
    List<Part> parts = new ArrayList<>();
    int number = 1;
    for (int from = 0; from < body.length; number++) {
      int end = from;
      while (end < body.length && body[end] != '\n') {
        end++;
      }
      int to = end > from && body[end - 1] == '\r' ? end - 1 : end;
      if (!isBlank(body, from, to)) {
        add(parts, number, new Payload(Arrays.copyOfRange(body, from, to)));
      }
      from = end + 1;
    }
    return parts;
  }

  private void add(List<Part> parts, int number, Payload payload) throws RefusedMessageException {
    if (parts.size() == maxMessages) {
      throw new RefusedMessageException(
          "the body has more than " + maxMessages + " messages: send them in several requests");
    }
    parts.add(new Part(number, payload));
  }

  private static void refuseMark(byte[] body) throws RefusedMessageException {
    if (body.length >= 3
        && body[0] == (byte) 0xef
        && body[1] == (byte) 0xbb
        && body[2] == (byte) 0xbf) {
      throw new RefusedMessageException("the body " + Misshapen.BYTE_ORDER_MARK);
    }
  }

  private static boolean isBlank(byte[] body, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] != ' ' && body[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
