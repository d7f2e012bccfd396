package com.couponcommerce.workers.bench;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.RedisClient;

/** The same mails as those of the peers' fill.ts. Their ids are unique in a run. */
public final class Mails {
  private static final int AT_A_TIME = 1000;

  private final String body;
  private long made;

  /**
   * @param bodyBytes size of each body
   */
  public Mails(int bodyBytes) {
    this.body = "x".repeat(bodyBytes);
  }

  /** Returns the payload of another mail, with its own recipient and id. */
  public String next() {
    long n = made++;
    return mail("m%d-%d".formatted(body.length(), n), "user" + n, "Test " + n, body);
  }

  /**
   * Returns the payload of a mail.
   *
   * @param user the recipient's address before the @
   */
  static String mail(String id, String user, String subject, String body) {
    return "{\"id\":\"%s\",\"to\":\"%s@example.com\",\"subject\":\"%s\",\"body\":\"%s\"}"
        .formatted(id, user, subject, body);
  }

  /** Pushes a number of mails onto a list. */
  public void push(RedisClient redis, String list, int count) {
    for (int left = count; left > 0; left -= AT_A_TIME) {
      List<String> some = new ArrayList<>();
      for (int i = 0; i < Math.min(left, AT_A_TIME); i++) {
        some.add(next());
      }
      redis.lpush(list, some.toArray(String[]::new));
    }
  }
}
