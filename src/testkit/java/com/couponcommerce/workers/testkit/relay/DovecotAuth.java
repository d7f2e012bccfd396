package com.couponcommerce.workers.testkit.relay;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A Dovecot that only checks passwords, for Postfix. */
final class DovecotAuth implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      base_dir = $D/base
      state_dir = $D/state
      log_path = $D/log
      protocols =
      ssl = no
      auth_mechanisms = plain login
      disable_plaintext_auth = no
      auth_failure_delay = 0
      passdb {
        driver = passwd-file
        args = $D/users
      }
      userdb {
        driver = static
        args = uid=5000 gid=5000 home=/tmp
      }
      service auth {
        unix_listener %s {
          mode = 0666
        }
      }
      # A wrong password is refused without a look at how many came before.
      service anvil {
        unix_listener anvil-auth-penalty {
          mode = 0
        }
      }
      service stats {
        unix_listener stats-writer {
          mode = 0666
        }
      }
      """;

  private final RelayDirectory directory = RelayDirectory.create("dovecot");
  private final RelayProcess process;

  /** Starts it and waits until it listens on the socket. */
  DovecotAuth(Path socket) {
    String password =
        Base64.getEncoder()
            .encodeToString(RelayBuilder.PASSWORD.getBytes(StandardCharsets.US_ASCII));
    directory.writeSecret(
        "users", RelayBuilder.USER + ":{PLAIN.b64}" + password + "::::::", "dovecot");
    Path configuration = directory.write("dovecot.conf", CONFIGURATION.formatted(socket));
    process =
        RelayProcess.start(
            directory.file("output"),
            RelayPrograms.dovecot(),
            "-F",
            "-c",
            configuration.toString());
    RelayProcess.await().until(() -> Files.exists(socket));
  }

  @Override
  public void close() {
    process.stop();
    directory.delete();
  }
}
