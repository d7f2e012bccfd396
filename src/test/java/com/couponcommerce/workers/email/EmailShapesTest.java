package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.shapes.ReaderView;
import com.couponcommerce.workers.shapes.Shape;
import com.couponcommerce.workers.shapes.ShapeWorker;
import com.couponcommerce.workers.shapes.Shapes;
import com.couponcommerce.workers.shapes.WholeMail;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Follows each shape of an e-mail from its bytes on a Redis list to what the reader of the mail
 * sees.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmailShapesTest implements ShapeWorker.Sent {
  private final List<Shape> shapes = Shapes.of(Channel.EMAIL);
  private final Map<Shape, List<String>> became = new HashMap<>();
  private final SmtpServer server = SmtpServer.start();
  private MailFixture mail;
  private ShapeWorker<EmailMessage> worker;

  @BeforeAll
  void start() {
    server.extensions("8BITMIME", "SMTPUTF8", "PIPELINING");
    mail = new MailFixture(MailFixture.session(server));
    worker = new ShapeWorker<>(Channel.EMAIL, mail.sender(), Map.of());
  }

  @AfterAll
  void end() throws Exception {
    Shapes.write(Channel.EMAIL, shapes, became);
    worker.close();
    mail.close();
    server.close();
  }

  List<Shape> shapes() {
    return shapes;
  }

  @Test
  void there_are_hundreds_from_seven_languages() {
    assertThat(shapes).hasSizeGreaterThan(240).extracting(Shape::title).doesNotHaveDuplicates();
    assertThat(shapes.stream().map(shape -> shape.title().replaceFirst(":.*", "")).distinct())
        .contains("Python", "Node.js", "PHP", "Ruby", "Go", "Java", "Lua");
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_shape_becomes_what_the_table_says(Shape shape) throws Exception {
    List<String> outcome = worker.outcome(shape, this);
    became.put(shape, outcome);

    assertThat(outcome).isEqualTo(shape.outcome());
  }

  @Override
  public int count() {
    return server.mails().size();
  }

  @Override
  public List<String> seen(int index) throws Exception {
    ReceivedMail received = server.mails().get(index);
    WholeMail.check(received);
    return ReaderView.of(received, "Shop <shop@shop.test>");
  }
}
