package com.couponcommerce.workers.testkit.relay;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.couponcommerce.workers.testkit.FreePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An OpenSMTPD that keeps each mail in its queue, since the next relay does not answer. */
final class OpenSmtpdServer implements Relay {
  /**
   * Starts it with directories of its own where it expects those of its package, and without name
   * servers, for whose answers it would wait at each connection.
   */
  private static final String START =
      """
      set -e
      mount --bind $D/resolv.conf /etc/resolv.conf
      mount --bind $D/spool /var/spool
      mount --bind $D/lib /var/lib
      mount --bind $D/run /run
      exec %s -d -T smtp -f $D/smtpd.conf
      """;

  private static final Pattern RECIPIENT =
      Pattern.compile("\\Aversion: \\d+\n(?s:.*\n)rcpt: (.*)\n");

  private final RelayDirectory directory = RelayDirectory.create("opensmtpd");
  private final int port = FreePort.any();
  private RelayProcess process;

  OpenSmtpdServer(RelayBuilder setup) {
    if (setup.certificate.isPresent() || setup.mechanism.isPresent()) {
      throw new IllegalArgumentException("OpenSMTPD is tested without TLS, and so without AUTH");
    }
    List.of("spool", "run", "lib/opensmtpd/empty")
        .forEach(folder -> directory.directory(folder, "root"));
    directory.write("resolv.conf", "lookup file\n");
    directory.write("start.sh", START.formatted(RelayPrograms.smtpd()));
    directory.writeSecret("smtpd.conf", String.join("\n", lines(setup)) + "\n", "root");
    this.process = launch();
  }

  private List<String> lines(RelayBuilder setup) {
    List<String> lines = new ArrayList<>();
    setup.maxBytes.ifPresent(bytes -> lines.add("smtp max-message-size " + bytes));
    setup.maxMailsPerConnection.ifPresent(mails -> lines.add("smtp limit max-mails " + mails));
    lines.addAll(setup.lines);
    setup.refused.ifPresent(
        recipient ->
            lines.add(
                ("filter \"gone\" phase rcpt-to match rcpt-to regex \"%s\""
                        + " reject \"550 5.1.1 no such mailbox\"")
                    .formatted(recipient)));
    lines.add(
        "listen on 127.0.0.1 port %d hostname mx.open.test%s"
            .formatted(port, setup.refused.isPresent() ? " filter \"gone\"" : ""));
    lines.add("action \"out\" relay host smtp://127.0.0.1:" + FreePort.any());
    lines.add("match from any for any action \"out\"");
    return lines;
  }

  private RelayProcess launch() {
    RelayProcess started =
        RelayProcess.start(
            directory.file("log"),
            "unshare",
            "--mount",
            "sh",
            directory.file("start.sh").toString());
    started.awaitGreeting(port, false);
    return started;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public List<StoredMail> mails() {
    return directory.texts("spool/smtpd/queue").entrySet().stream()
        .collect(
            groupingBy(file -> file.getKey().getParent(), mapping(Map.Entry::getValue, toList())))
        .values()
        .stream()
        .flatMap(OpenSmtpdServer::mails)
        .toList();
  }

  /** Reads the files of a mail: its text, and one for each recipient. */
  private static Stream<StoredMail> mails(List<String> files) {
    String text =
        files.stream().filter(file -> file.startsWith("Received:")).findFirst().orElseThrow();
    return files.stream()
        .map(RECIPIENT::matcher)
        .filter(Matcher::find)
        .map(found -> new StoredMail(found.group(1), text));
  }

  @Override
  public Sessions sessions() {
    List<String> lines = log().lines().toList();
    return new Sessions(
        lines.stream().filter(line -> line.contains(" smtp disconnected ")).count(),
        lines.stream().filter(line -> line.contains("<<< MAIL")).count());
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
    throw new UnsupportedOperationException("OpenSMTPD keeps its settings");
  }

  @Override
  public void close() {
    process.stop();
    directory.delete();
  }
}
