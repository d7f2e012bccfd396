package com.couponcommerce.workers.testkit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoredMailTest {
  private static final String SENT =
      "Subject: x\nReceived: written by the sender\n\nReceived: no\n";

  private static String stored(String id) {
    return "Return-Path: <s@x.test>\nX-Original-To: a@x.test\n"
        + "Received: from x\n\tby mx.relay.test with ESMTP id "
        + id
        + ";\n\tnow\n"
        + SENT;
  }

  @Test
  void the_content_has_no_header_of_the_server() {
    assertThat(StoredMail.of(stored("7"), "X-Original-To"))
        .isEqualTo(new StoredMail("a@x.test", stored("7")))
        .extracting(StoredMail::content)
        .isEqualTo(SENT);
  }

  @Test
  void a_mail_that_a_server_stored_twice_counts_once_but_one_that_it_accepted_twice_does_not() {
    StoredMail first = new StoredMail("a@x.test", stored("7"));
    StoredMail again = new StoredMail("a@x.test", stored("8"));
    StoredMail other = new StoredMail("b@x.test", stored("7"));

    assertThat(StoredMail.distinct(List.of(first, again, first, other)))
        .containsExactly(first, again, other);
  }
}
