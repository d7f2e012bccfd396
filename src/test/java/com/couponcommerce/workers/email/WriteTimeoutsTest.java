package com.couponcommerce.workers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Uses a server that reads the beginning of a mail and then stops reading. */
class WriteTimeoutsTest {
  /** More bytes than the buffers of both ends of a connection hold. */
  private static final int MUCH = 32 << 20;

  private static Session session(int port) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", "" + port);
    properties.setProperty("mail.smtp.writetimeout", "200");
    return Session.getInstance(properties);
  }

  private static void takeTheBeginning(ServerSocket server) {
    try (Socket socket = server.accept();
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      socket.getOutputStream().write("220 here\r\n".getBytes(StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        boolean data = line.equals("DATA");
        String reply = data ? "354 go on\r\n" : "250 ok\r\n";
        socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
        if (data) {
          // Waits until the test closes the server.
          server.accept().close();
        }
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  @Test
  void a_write_that_hangs_is_ended() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        MailSession mails = new MailSession(() -> session(server.getLocalPort()))) {
      Thread thread = new Thread(() -> takeTheBeginning(server), "half-server");
      thread.setDaemon(true);
      thread.start();
      MimeMessage message = new MimeMessage(mails.session());
      message.setFrom(new InternetAddress("a@shop.test"));
      message.setRecipient(Message.RecipientType.TO, new InternetAddress("b@shop.test"));
      message.setText("x".repeat(MUCH));
      message.saveChanges();
      Transport transport = mails.session().getTransport("smtp");
      transport.connect();

      assertThatThrownBy(() -> transport.sendMessage(message, message.getAllRecipients()))
          .isInstanceOf(MessagingException.class);
    }
  }

  @Test
  void a_closed_session_has_no_thread() {
    WriteTimeouts timeouts = new WriteTimeouts();
    Future<Integer> write = timeouts.schedule(() -> 1, 1, TimeUnit.HOURS);
    write.cancel(false);
    assertThat(timeouts.getQueue()).as("the tick alone").hasSize(1);

    timeouts.shutdownNow();

    assertThat(timeouts.getQueue()).isEmpty();
  }
}
