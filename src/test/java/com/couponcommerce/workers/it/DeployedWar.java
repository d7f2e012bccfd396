package com.couponcommerce.workers.it;

import com.couponcommerce.workers.testkit.redis.RedisServer;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import com.couponcommerce.workers.testkit.smtp.SmtpScript;
import com.couponcommerce.workers.testkit.smtp.SmtpServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** Base class of tests that call the deployed WAR, as built, from outside. */
@ExtendWith({ServersExtension.class, ArquillianExtension.class})
abstract class DeployedWar {
  @Deployment(testable = false)
  static WebArchive war() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, Servers.kind().war().toFile());
  }

  static RedisServer redis() {
    return Servers.running().redis();
  }

  static SmtpServer smtp() {
    return Servers.running().smtp();
  }

  static SmsStub smsStub() {
    return Servers.running().smsStub();
  }

  /** Returns the queue of e-mails, which the caller closes, without anything of earlier tests. */
  static ChannelQueue emptyQueueAndWorkingMailServer() {
    ChannelQueue queue = ChannelQueue.emails(redis());
    smtp().script(SmtpScript.usual());
    smtp().password(Servers.PASSWORD);
    queue.clear();
    smtp().forgetMails();
    return queue;
  }

  static HttpResponse<String> get(String path, String accept)
      throws IOException, InterruptedException {
    return Http.get(Servers.running().server().url(path), accept);
  }

  /** Requests a path as the user with a role. */
  static HttpResponse<String> getAs(String role, String path)
      throws IOException, InterruptedException {
    Servers servers = Servers.running();
    return Http.get(servers.server().url(path), role, servers.users().password());
  }

  /** Requests a health probe of the server; some servers answer it at another port than the WAR. */
  static HttpResponse<String> probe(String path) throws IOException, InterruptedException {
    return Http.get(Servers.running().server().probe(path));
  }

  static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return Http.get(Servers.running().server().url(path));
  }
}
