package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.testkit.sms.ReceivedSms;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The SMS stub of {@code -Pdev}, with the mode that the developer has chosen. */
final class DevSmsStub implements AutoCloseable {
  private final SmsStub stub;
  private volatile StubMode mode = StubMode.WORKS;

  private DevSmsStub(SmsStub stub) {
    this.stub = stub;
  }

  static DevSmsStub start(int port) {
    return new DevSmsStub(SmsStub.start(port, Inbox.KEPT));
  }

  SmsStub stub() {
    return stub;
  }

  StubMode mode() {
    return mode;
  }

  /** Sets the mode, which stays until the next change. */
  void mode(StubMode newMode) {
    stub.script(newMode.script());
    stub.reporting(newMode.reports());
    mode = newMode;
  }

  List<ReceivedSms> newestFirst() {
    List<ReceivedSms> messages = new ArrayList<>(stub.messages());
    Collections.reverse(messages);
    return messages;
  }

  @Override
  public void close() {
    stub.close();
  }
}
