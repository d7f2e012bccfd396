package com.couponcommerce.workers.testkit.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Settings of an {@link SmtpServer} at its start. */
public final class SmtpServerBuilder {
  int port;
  int keep = 100_000;
  SmtpScript script = SmtpScript.usual();
  Optional<String> password = Optional.empty();
  Optional<List<String>> extensions = Optional.empty();
  Consumer<ReceivedMail> listener = mail -> {};
  InstantSource time = InstantSource.system();
  @Nullable SSLContext tls;
  boolean implicitTls;
  String user = "";

  SmtpServerBuilder() {}

  /** Sets the port; 0, the default, takes any free one. */
  public SmtpServerBuilder port(int newPort) {
    port = newPort;
    return this;
  }

  /** Sets the maximum number of mails to keep; older ones are dropped. */
  public SmtpServerBuilder keep(int mails) {
    keep = mails;
    return this;
  }

  public SmtpServerBuilder script(SmtpScript newScript) {
    script = newScript;
    return this;
  }

  /** Offers AUTH and accepts no mail without it. */
  public SmtpServerBuilder credentials(String newUser, String newPassword) {
    user = newUser;
    password = Optional.of(newPassword);
    return this;
  }

  /** Sets the exact EHLO lines, instead of those that fit the other settings. */
  public SmtpServerBuilder extensions(String... lines) {
    extensions = Optional.of(List.of(lines));
    return this;
  }

  /** Offers STARTTLS. */
  public SmtpServerBuilder startTls(SSLContext context) {
    tls = context;
    return this;
  }

  /** Speaks TLS from the first byte, as on port 465. */
  public SmtpServerBuilder implicitTls(SSLContext context) {
    tls = context;
    implicitTls = true;
    return this;
  }

  /** Sets a listener, called with each mail before the client receives the positive reply. */
  public SmtpServerBuilder onMail(Consumer<ReceivedMail> newListener) {
    listener = newListener;
    return this;
  }

  public SmtpServerBuilder time(InstantSource newTime) {
    time = newTime;
    return this;
  }

  public SmtpServer start() {
    try {
      return new SmtpServer(this);
    } catch (IOException e) {
      throw new UncheckedIOException("no SMTP server on port " + port, e);
    }
  }
}
