package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.message.EmailMessage;
import com.couponcommerce.workers.shapes.ReaderView;
import com.couponcommerce.workers.shapes.Shape;
import com.couponcommerce.workers.shapes.ShapeWorker;
import com.couponcommerce.workers.shapes.ShapesContract;
import com.couponcommerce.workers.shapes.WholeMail;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Follows each shape of an e-mail to what the reader of the mail sees. */
class EmailShapesTest extends ShapesContract<EmailMessage> {
  private final SmtpServer server = SmtpServer.start();
  private final MailFixture mail;

  EmailShapesTest() {
    super(Channel.EMAIL);
    server.extensions("8BITMIME", "SMTPUTF8", "PIPELINING");
    mail = new MailFixture(MailFixture.session(server));
  }

  @Override
  protected ShapeWorker<EmailMessage> started() {
    return new ShapeWorker<>(Channel.EMAIL, mail.sender(), Map.of());
  }

  @Override
  protected void close() {
    mail.close();
    server.close();
  }

  @Test
  void there_are_hundreds_from_seven_languages() {
    assertThat(shapes()).hasSizeGreaterThan(240).extracting(Shape::title).doesNotHaveDuplicates();
    assertThat(shapes().stream().map(shape -> shape.title().replaceFirst(":.*", "")).distinct())
        .contains("Python", "Node.js", "PHP", "Ruby", "Go", "Java", "Lua");
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
