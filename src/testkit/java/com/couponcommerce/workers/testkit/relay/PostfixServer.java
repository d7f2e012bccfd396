package com.couponcommerce.workers.testkit.relay;

import com.couponcommerce.workers.testkit.FreePort;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Postfix that puts each mail in one maildir. */
final class PostfixServer implements Relay {
  private static final String SERVICES =
      """
      127.0.0.1:%d inet n - n - - smtpd
      cleanup   unix  n  -  n  -     0  cleanup
      qmgr      unix  n  -  n  300   1  qmgr
      tlsmgr    unix  -  -  n  1000? 1  tlsmgr
      rewrite   unix  -  -  n  -     -  trivial-rewrite
      bounce    unix  -  -  n  -     0  bounce
      defer     unix  -  -  n  -     0  bounce
      trace     unix  -  -  n  -     0  bounce
      flush     unix  n  -  n  1000? 0  flush
      proxymap  unix  -  -  n  -     -  proxymap
      error     unix  -  -  n  -     -  error
      retry     unix  -  -  n  -     -  error
      virtual   unix  -  n  n  -     -  virtual
      anvil     unix  -  -  n  -     1  anvil
      postlog   unix-dgram n - n -   1  postlogd
      """;

  private static final String CONFIGURATION =
      """
      compatibility_level = 3.6
      queue_directory = $D/spool
      data_directory = $D/data
      mail_owner = postfix
      setgid_group = postdrop
      maillog_file = $D/log
      maillog_file_prefixes = /
      enable_long_queue_ids = yes
      myhostname = mx.relay.test
      mydestination =
      mynetworks = 127.0.0.0/8
      inet_protocols = ipv4
      virtual_mailbox_domains = static:all
      virtual_mailbox_base = $D/mail
      virtual_mailbox_maps = static:inbox/
      virtual_uid_maps = static:5000
      virtual_gid_maps = static:5000
      virtual_mailbox_limit = 0
      alias_maps =
      alias_database =
      notify_classes =
      smtpd_client_event_limit_exceptions = $mynetworks
      smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
      smtpd_peername_lookup = no
      # A mail whose delivery a restart has interrupted is delivered at once.
      queue_run_delay = 1s
      minimal_backoff_time = 1s
      maximal_backoff_time = 1s
      transport_retry_time = 1s
      """;

  private static final List<String> QUEUES =
      List.of(
          "active",
          "bounce",
          "corrupt",
          "defer",
          "deferred",
          "flush",
          "hold",
          "incoming",
          "maildrop",
          "private",
          "public",
          "saved",
          "trace");
  private static final List<String> QUEUES_OF_MAILS = List.of("incoming", "active", "deferred");
  private static final String MAILBOX_OWNER = "5000";

  private final RelayDirectory directory = RelayDirectory.create("postfix");
  private final int port = FreePort.any();
  private final boolean implicitTls;
  private final Optional<DovecotAuth> auth;
  private RelayProcess process;

  PostfixServer(RelayBuilder setup) {
    this.implicitTls = setup.implicitTls;
    directory.directory("spool/pid", "root");
    QUEUES.forEach(queue -> directory.directory("spool/" + queue, RelayPrograms.POSTFIX_USER));
    directory.directory("data", RelayPrograms.POSTFIX_USER);
    directory.directory("mail/inbox", MAILBOX_OWNER);
    List.of("cur", "new", "tmp")
        .forEach(folder -> directory.directory("mail/inbox/" + folder, MAILBOX_OWNER));
    directory.write("etc/master.cf", SERVICES.formatted(port));
    configure(setup);
    this.auth = setup.mechanism.map(any -> new DovecotAuth(directory.file("spool/private/auth")));
    this.process = launch();
  }

  private void configure(RelayBuilder setup) {
    directory.write("etc/main.cf", CONFIGURATION + String.join("\n", lines(setup)) + "\n");
  }

  private List<String> lines(RelayBuilder setup) {
    List<String> lines = new ArrayList<>();
    setup.certificate.ifPresent(
        certificate -> {
          directory.writeSecret("etc/server.pem", certificate.keyPem() + certificate.pem(), "root");
          lines.add("smtpd_tls_chain_files = $D/etc/server.pem");
          lines.add("smtpd_tls_security_level = encrypt");
          lines.add("smtpd_tls_wrappermode = " + (setup.implicitTls ? "yes" : "no"));
        });
    setup.mechanism.ifPresent(
        mechanism -> {
          lines.add("smtpd_sasl_auth_enable = yes");
          lines.add("smtpd_sasl_type = dovecot");
          lines.add("smtpd_sasl_path = private/auth");
          lines.add("smtpd_sasl_mechanism_filter = " + mechanism);
          lines.add("smtpd_relay_restrictions = permit_sasl_authenticated, reject");
        });
    setup.refused.ifPresent(
        recipient ->
            lines.add(
                "smtpd_recipient_restrictions = check_recipient_access inline:{{%s=%s}}"
                    .formatted(recipient, "550 5.1.1 no such mailbox")));
    setup.maxBytes.ifPresent(bytes -> lines.add("message_size_limit = " + bytes));
    setup.maxMailsPerConnection.ifPresent(
        mails -> {
          throw new IllegalArgumentException("Postfix limits no connection to " + mails);
        });
    lines.addAll(setup.lines);
    return lines;
  }

  private RelayProcess launch() {
    RelayProcess started =
        RelayProcess.start(
            directory.file("log"),
            RelayPrograms.postfixMaster(),
            // In the foreground, in a session of its own: it ends by a signal to its process group.
            "-s",
            "-c",
            directory.file("etc").toString());
    started.awaitGreeting(port, implicitTls);
    return started;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public List<StoredMail> mails() {
    // In two polls, since a mail that moves from one queue to another can escape one.
    RelayProcess.await().during(Duration.ofMillis(20)).until(() -> queued() == 0);
    return StoredMail.distinct(
        directory.texts("mail/inbox/new").values().stream()
            .map(text -> StoredMail.of(text, "X-Original-To"))
            .toList());
  }

  /** Returns the number of complete mails in the queues: those are executable. */
  private long queued() {
    return QUEUES_OF_MAILS.stream()
        .mapToLong(
            queue ->
                RelayDirectory.count(directory.file("spool/" + queue).toFile(), File::canExecute))
        .sum();
  }

  @Override
  public Sessions sessions() {
    List<String> ended = log().lines().filter(line -> line.contains(": disconnect from")).toList();
    return new Sessions(
        ended.size(), ended.stream().filter(line -> line.contains(" mail=")).count());
  }

  @Override
  public String log() {
    return directory.read("log");
  }

  @Override
  public void restart() {
    process.stop();
    process = launch();
  }

  @Override
  public void restart(RelayBuilder setup) {
    process.stop();
    configure(setup);
    process = launch();
  }

  @Override
  public void close() {
    process.stop();
    auth.ifPresent(DovecotAuth::close);
    directory.delete();
  }
}
