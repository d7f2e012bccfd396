package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.testkit.sms.PhoneStub;
import com.couponcommerce.workers.testkit.sms.ReceivedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The phone of {@code -Pdev}: a stub, and the mood that somebody has put it in. */
final class Phone implements AutoCloseable {
  private final PhoneStub stub;
  private volatile PhoneMood mood = PhoneMood.WORKS;

  private Phone(PhoneStub stub) {
    this.stub = stub;
  }

  static Phone start(int port) {
    return new Phone(PhoneStub.start(port, Inbox.KEPT));
  }

  PhoneStub stub() {
    return stub;
  }

  PhoneMood mood() {
    return mood;
  }

  /** Stays until it is changed. */
  void mood(PhoneMood newMood) {
    stub.script(newMood.script());
    stub.reporting(newMood.reports());
    mood = newMood;
  }

  List<ReceivedText> newestFirst() {
    List<ReceivedText> texts = new ArrayList<>(stub.texts());
    Collections.reverse(texts);
    return texts;
  }

  @Override
  public void close() {
    stub.close();
  }
}
