package com.couponcommerce.workers.shapes;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A message as a program of some language pushes it, and what becomes of it.
 *
 * @param title language, and what is special
 * @param outcome lines: {@code sent}, {@code due} and a time, or {@code refused:} and the sentence;
 *     then, indented, what the reader sees and the ignored fields
 */
public record Shape(String title, Channel channel, Payload payload, List<String> outcome) {
  private static final String HEX = "hex:";

  public Shape {
    outcome = List.copyOf(outcome);
  }

  /** Reads a block of the table. */
  static Shape of(Channel channel, String block) {
    List<String> lines = block.lines().toList();
    String payload = lines.get(1);
    byte[] bytes =
        payload.startsWith(HEX)
            ? HexFormat.of().parseHex(payload.substring(HEX.length()))
            : payload.getBytes(StandardCharsets.UTF_8);
    return new Shape(lines.get(0), channel, new Payload(bytes), lines.subList(2, lines.size()));
  }

  /** Reads a line that a program of {@code shapes/clients} printed. */
  static Shape ofClient(String line) {
    String[] parts = line.split("\t", -1);
    byte[] bytes =
        parts[2].startsWith(HEX)
            ? HexFormat.of().parseHex(parts[2].substring(HEX.length()))
            : Base64.getDecoder().decode(parts[2]);
    return new Shape(parts[0], Channel.of(parts[1]).orElseThrow(), new Payload(bytes), List.of());
  }

  /** Returns the block of the table with another outcome. */
  public String block(List<String> becomes) {
    return title
        + "\n"
        + written()
        + "\n"
        + becomes.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private String written() {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload.bytes())).toString();
      boolean isPlain =
          text.codePoints()
              .noneMatch(
                  c -> Character.isISOControl(c) || c == 0xfeff || c == 0x2028 || c == 0x2029);
      return isPlain && !text.isBlank() ? text : hex();
    } catch (CharacterCodingException e) {
      return hex();
    }
  }

  private String hex() {
    return HEX + HexFormat.of().formatHex(payload.bytes());
  }

  /** Returns true if the message is sent, now or when it is due. */
  public boolean isServed() {
    return !outcome.get(0).startsWith("refused");
  }

  /** Returns the sentence of a refusal. */
  public String sentence() {
    return outcome.get(0).replaceFirst("^refused: ", "");
  }

  /**
   * Returns the names of the fields without effect, separated by commas; empty if there are none.
   */
  public String ignored() {
    return outcome.stream()
        .filter(line -> line.startsWith("  ignored: "))
        .map(line -> line.replaceFirst("  ignored: ", ""))
        .findFirst()
        .orElse("");
  }

  @Override
  public String toString() {
    return title;
  }
}
