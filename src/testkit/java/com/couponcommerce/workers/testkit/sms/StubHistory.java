package com.couponcommerce.workers.testkit.sms;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest requests and messages of a stub up to its limit, and their numbers. */
final class StubHistory {
  private final int limit;
  private final Deque<StubRequest> requests = new ArrayDeque<>();
  private final Deque<ReceivedSms> messages = new ArrayDeque<>();
  private int posts;
  private long received;

  /**
   * @param limit maximum number of messages and of requests to keep
   */
  StubHistory(int limit) {
    this.limit = limit;
  }

  synchronized void add(StubRequest request) {
    posts += request.isPost() ? 1 : 0;
    requests.addLast(request);
    while (requests.size() > limit) {
      requests.removeFirst();
    }
  }

  /** Adds the SMS of a request that the provider has accepted under this id. */
  synchronized void add(StubRequest request, String id) {
    boolean forTwilio = request.path().startsWith(TwilioApi.ROOT);
    messages.addLast(
        new ReceivedSms(
            ++received,
            forTwilio ? "twilio" : "aws-sns",
            forTwilio
                ? request.field("To")
                : request.field("PhoneNumber") + request.field("TopicArn"),
            forTwilio
                ? request.field("From") + request.field("MessagingServiceSid")
                : SnsApi.attribute(request, "AWS.SNS.SMS.SenderID"),
            forTwilio ? request.field("Body") : request.field("Message"),
            id,
            InstantSource.system().instant()));
    while (messages.size() > limit) {
      messages.removeFirst();
    }
  }

  synchronized int posts() {
    return posts;
  }

  synchronized List<StubRequest> requests() {
    return List.copyOf(requests);
  }

  synchronized List<ReceivedSms> messages() {
    return List.copyOf(messages);
  }

  synchronized long received() {
    return received;
  }

  synchronized void forget() {
    requests.clear();
    messages.clear();
    posts = 0;
  }
}
