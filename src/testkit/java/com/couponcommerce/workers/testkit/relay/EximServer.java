package com.couponcommerce.workers.testkit.relay;

import com.couponcommerce.workers.testkit.FreePort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An Exim that queues each mail, and puts it in a maildir when it is asked for its mails. */
final class EximServer implements Relay {
  private static final String OPTIONS =
      """
      primary_hostname = mx.exim.test
      local_interfaces = 127.0.0.1
      spool_directory = $D/spool
      log_file_path = $D/log/%s
      pid_file_path = $D/exim.pid
      log_selector = +smtp_protocol_error +smtp_syntax_error +smtp_no_mail
      write_rejectlog = false
      keep_environment =
      host_lookup =
      rfc1413_query_timeout = 0s
      never_users = root
      # Exim keeps root's rights only with a configuration where its package has it.
      deliver_drop_privilege = true
      domainlist local_domains = *
      smtp_accept_max = 200
      smtp_accept_queue_per_connection = 0
      # A delivery at once would take two more processes for each mail.
      queue_only = true
      acl_smtp_mail = ac_mail
      acl_smtp_rcpt = ac_rcpt
      """;

  private static final String DELIVERY =
      """
      begin routers
      all:
        driver = accept
        transport = box

      begin transports
      box:
        driver = appendfile
        directory = $D/mail
        maildir_format
        delivery_date_add
        envelope_to_add
        return_path_add
        user = Debian-exim
        group = Debian-exim
      """;

  private static final String PLAIN =
      """
      plain:
        driver = plaintext
        public_name = PLAIN
        server_prompts = :
        server_condition = ${if and{{eq{$auth2}{USER}}{eq{$auth3}{PASSWORD}}}}
      """;

  private static final String LOGIN =
      """
      login:
        driver = plaintext
        public_name = LOGIN
        server_prompts = Username:: : Password::
        server_condition = ${if and{{eq{$auth1}{USER}}{eq{$auth2}{PASSWORD}}}}
      """;

  private static final String MAIL_WAS_READ = "MAIL was read";
  private static final Pattern SESSION_WITHOUT_MAIL =
      Pattern.compile("no MAIL in SMTP connection|TLS error on connection");

  private final RelayDirectory directory = RelayDirectory.create("exim");
  private final int port = FreePort.any();
  private final boolean implicitTls;
  private final Path configuration;
  private RelayProcess process;

  EximServer(RelayBuilder setup) {
    this.implicitTls = setup.implicitTls;
    List.of("spool", "log", "mail", "mail/cur", "mail/new", "mail/tmp")
        .forEach(folder -> directory.directory(folder, RelayPrograms.EXIM_USER));
    setup.certificate.ifPresent(
        certificate ->
            directory.writeSecret(
                "server.pem", certificate.keyPem() + certificate.pem(), RelayPrograms.EXIM_USER));
    this.configuration = configure(setup);
    this.process = launch();
  }

  private Path configure(RelayBuilder setup) {
    List<String> parts =
        List.of(OPTIONS, options(setup), acls(setup), DELIVERY, authenticators(setup));
    return directory.write("exim.conf", String.join("\n", parts));
  }

  private String options(RelayBuilder setup) {
    List<String> lines = new ArrayList<>();
    lines.add("daemon_smtp_ports = " + port);
    lines.add("exim_path = " + RelayPrograms.exim());
    lines.add("tls_advertise_hosts = " + (setup.certificate.isPresent() ? "*" : ""));
    // Named also if it does not exist: without a name Exim makes a certificate at each start.
    lines.add("tls_certificate = $D/server.pem");
    if (implicitTls) {
      lines.add("tls_on_connect_ports = " + port);
    }
    setup.maxBytes.ifPresent(bytes -> lines.add("message_size_limit = " + bytes));
    setup.maxMailsPerConnection.ifPresent(
        mails -> lines.add("smtp_accept_max_per_connection = " + mails));
    lines.addAll(setup.lines);
    return String.join("\n", lines);
  }

  private static String acls(RelayBuilder setup) {
    List<String> lines =
        new ArrayList<>(
            List.of("begin acl", "ac_mail:", "accept logwrite = " + MAIL_WAS_READ, "ac_rcpt:"));
    if (setup.certificate.isPresent()) {
      lines.add("deny ! encrypted = *");
    }
    if (setup.mechanism.isPresent()) {
      lines.add("deny ! authenticated = *");
    }
    setup.refused.ifPresent(
        recipient -> {
          lines.add("deny recipients = " + recipient);
          lines.add("message = 550 5.1.1 no such mailbox");
        });
    lines.addAll(setup.acl);
    lines.add("accept");
    return String.join("\n", lines);
  }

  private static String authenticators(RelayBuilder setup) {
    return setup
        .mechanism
        .map(mechanism -> "begin authenticators\n" + (mechanism.equals("PLAIN") ? PLAIN : LOGIN))
        .orElse("")
        .replace("USER", RelayBuilder.USER)
        .replace("PASSWORD", RelayBuilder.PASSWORD);
  }

  private RelayProcess launch() {
    RelayProcess started =
        RelayProcess.start(
            directory.file("output"), RelayPrograms.exim(), "-C", configuration.toString(), "-bdf");
    started.awaitGreeting(port, implicitTls);
    return started;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public List<StoredMail> mails() {
    RelayProcess.run(
        directory.file("output"), RelayPrograms.exim(), "-C", configuration.toString(), "-q");
    return StoredMail.distinct(
        directory.texts("mail/new").values().stream()
            .map(text -> StoredMail.of(text, "Envelope-to"))
            .toList());
  }

  @Override
  public Sessions sessions() {
    List<String> lines = log().lines().toList();
    return new Sessions(
        lines.stream().filter(line -> SESSION_WITHOUT_MAIL.matcher(line).find()).count(),
        lines.stream().filter(line -> line.contains(MAIL_WAS_READ)).count());
  }

  @Override
  public String log() {
    return directory.read("log/main");
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
    directory.delete();
  }
}
