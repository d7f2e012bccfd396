package com.couponcommerce.workers.testkit.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server's own directory, made from an installation: what one kind does in its own way. */
interface ServerHome {
  /** The command line of the server's JVM. */
  List<String> command();

  /** All that the server's process sees of its environment beside what every program needs. */
  Map<String, String> environment();

  /** With the configuration and the logs; the server is started in it. */
  Path directory();

  /**
   * Forgets what the last run deployed, so that each start is the same, whatever ended the run
   * before.
   */
  void reset();

  /** Reads from the server's log whether a start went well. */
  StartLog startLog();

  /** Of the management interface, on loopback. */
  int adminPort();

  /** Adds a user to the application's realm, while the server runs. */
  void createUser(String name, String password, String group);

  /** Where MicroProfile Health answers, without its path. */
  URI probes();
}
