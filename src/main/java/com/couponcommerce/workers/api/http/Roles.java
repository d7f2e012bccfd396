package com.couponcommerce.workers.api.http;

import java.util.List;

/** Roles of users, as web.xml names them. The server's realm assigns them. */
public final class Roles {
  /** Reads queues and messages with recipients masked; changes nothing. */
  public static final String VIEWER = "viewer";

  /** Changes queues and messages, and may reveal a recipient. */
  public static final String OPERATOR = "operator";

  /** Enqueues messages; reads nothing. */
  public static final String PRODUCER = "producer";

  /** Marks a method that needs no login; not a role. */
  public static final String PUBLIC = "*";

  public static final List<String> ALL = List.of(VIEWER, OPERATOR, PRODUCER);

  private Roles() {}
}
