package com.couponcommerce.workers.bench;

import com.couponcommerce.workers.message.Channel;
import com.couponcommerce.workers.testkit.sms.SmsStub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes SMS messages, each with another number and another id. */
final class SmsMessages {
  private int made;

  /** Returns the settings that send them to a stub. */
  static Map<String, String> settings(SmsStub stub, int sends) {
    Map<String, String> settings = new HashMap<>(SmsStub.settings(stub.url(), "+15005550006"));
    settings.put("SMS_CONCURRENCY", "" + sends);
    settings.put("SMS_DEFAULT_REGION", "DE");
    return settings;
  }

  /** Puts a number of messages into pending at once, and waits until all are sent. */
  Drained drain(Worker worker, int count) {
    return worker.drain(
        Channel.SMS,
        count,
        () -> worker.redis().lpush(Worker.STAGED, next(count).toArray(String[]::new)));
  }

  private List<String> next(int count) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int n = made++;
      some.add(
          "{\"id\":\"t%d\",\"to\":\"+4915%09d\",\"body\":\"Your code is %06d\"}"
              .formatted(n, n, n));
    }
    return some;
  }
}
