package com.couponcommerce.workers.shapes;

import com.couponcommerce.workers.message.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The table of shapes: what programs in several languages really push, byte for byte, and what
 * becomes of it. {@code src/test/resources/shapes/clients} has the programs.
 *
 * <p>To take new results after a look at them: {@code -Dshapes.write=true}; to take new shapes,
 * {@code -Dshapes.new=FILE} with the output of a program.
 */
public final class Shapes {
  private Shapes() {}

  private static Path file(Channel channel) {
    return Path.of("src/test/resources/shapes", channel + ".txt");
  }

  /** Reads the shapes of a channel. */
  public static List<Shape> of(Channel channel) {
    List<Shape> shapes = new ArrayList<>();
    try {
      if (Files.exists(file(channel))) {
        String table = Files.readString(file(channel), StandardCharsets.UTF_8);
        Arrays.stream(table.split("\n\n"))
            .map(block -> block.replaceFirst("^\n+", ""))
            .filter(block -> !block.isBlank() && !block.startsWith("#"))
            .forEach(block -> shapes.add(Shape.of(channel, block)));
      }
      String more = System.getProperty("shapes.new", "");
      if (!more.isEmpty()) {
        Files.readAllLines(Path.of(more)).stream()
            .map(Shape::ofClient)
            .filter(shape -> shape.channel() == channel)
            .forEach(shapes::add);
      }
      return shapes;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the table anew if the system property asks for it. */
  public static void write(Channel channel, List<Shape> shapes, Map<Shape, List<String>> becomes)
      throws IOException {
    if (Boolean.getBoolean("shapes.write")) {
      String table =
          shapes.stream()
              .map(shape -> shape.block(becomes.getOrDefault(shape, shape.outcome())))
              .collect(Collectors.joining("\n"));
      Files.writeString(file(channel), table, StandardCharsets.UTF_8);
    }
  }
}
