package com.couponcommerce.workers.bench;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.RedisClient;

/** Makes the same mails as the peers' fill.ts. No two mails of a run have the same id. */
public final class Mails {
  private static final int AT_A_TIME = 1000;
  private static final int BYTES_AT_A_TIME = 64_000_000;

  private final String body;
  private long made;

  /**
   * @param bodyBytes size of each body
   */
  public Mails(int bodyBytes) {
    this.body = "x".repeat(bodyBytes);
  }

  /** Returns the payload of another mail, with another recipient and another id. */
  public String next() {
    long n = made++;
    return mail("m%d-%d".formatted(body.length(), n), "user" + n, "Test " + n, body);
  }

  /** Returns the payloads of a number of other mails. */
  List<String> next(int count) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(next());
    }
    return some;
  }

  /**
   * Returns one mail.
   *
   * @param user local part of the recipient's address
   */
  static String mail(String id, String user, String subject, String body) {
    return "{\"id\":\"%s\",\"to\":\"%s@example.com\",\"subject\":\"%s\",\"body\":\"%s\"}"
        .formatted(id, user, subject, body);
  }

  /** Pushes a number of mails onto a list. */
  public void push(RedisClient redis, String list, int count) {
    int atATime = Math.min(AT_A_TIME, BYTES_AT_A_TIME / body.length());
    for (int left = count; left > 0; left -= atATime) {
      redis.lpush(list, next(Math.min(left, atATime)).toArray(String[]::new));
    }
  }
}
