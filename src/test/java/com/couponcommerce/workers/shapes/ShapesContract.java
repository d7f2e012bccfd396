package com.couponcommerce.workers.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Follows each shape of a channel from its bytes on a Redis list to what was sent.
 *
 * @param <M> the channel's decoded message
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ShapesContract<M> implements ShapeWorker.Sent {
  private final Channel channel;
  private final List<Shape> shapes;
  private final Map<Shape, List<String>> became = new HashMap<>();
  private ShapeWorker<M> worker;

  protected ShapesContract(Channel channel) {
    this.channel = channel;
    this.shapes = Shapes.of(channel);
  }

  /** Starts a worker, and what it sends to. */
  protected abstract ShapeWorker<M> started();

  /** Closes what the worker sent to. */
  protected abstract void close();

  @BeforeAll
  void start() {
    worker = started();
  }

  @AfterAll
  void end() throws Exception {
    Shapes.write(channel, shapes, became);
    worker.close();
    close();
  }

  protected List<Shape> shapes() {
    return shapes;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_shape_becomes_what_the_table_says(Shape shape) throws Exception {
    List<String> outcome = worker.outcome(shape, this);
    became.put(shape, outcome);

    assertThat(outcome).isEqualTo(shape.outcome());
  }
}
