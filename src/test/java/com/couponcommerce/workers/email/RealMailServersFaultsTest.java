package com.couponcommerce.workers.email;

import static com.couponcommerce.workers.email.RealRelays.relay;
import static com.couponcommerce.workers.email.RealRelays.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.couponcommerce.workers.testkit.relay.Relay;
import com.couponcommerce.workers.testkit.relay.RelayBuilder;
import com.couponcommerce.workers.testkit.relay.RelayKind;
import com.couponcommerce.workers.testkit.relay.StoredMail;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hundred good mails to a real server that refuses us, limits us or is broken. All cases run with
 * {@code -Dfaults=all}, and the server is then broken for 20 seconds.
 */
class RealMailServersFaultsTest {
  private static final int MAILS = 100;
  private static final boolean ALL = System.getProperty("faults", "").equals("all");
  private static final Duration BROKEN = Duration.ofSeconds(ALL ? 20 : 0);

  /** Nothing listens here. */
  private static final String CLOSED = "127.0.0.1:1";

  /**
   * A server with a fault or a limit.
   *
   * @param always true for a case of each build
   */
  private record Trouble(
      String name, RelayKind kind, boolean always, UnaryOperator<RelayBuilder> setup) {
    RelayBuilder applyTo(RelayBuilder sound) {
      return setup.apply(sound);
    }

    @Override
    public String toString() {
      return kind + " " + name;
    }
  }

  /** Faults that end after a while. */
  static Stream<Trouble> faults() {
    return Stream.of(
        new Trouble(
            "sender refused",
            RelayKind.POSTFIX,
            false,
            lines("smtpd_sender_restrictions = check_sender_access inline:{shop.test=REJECT}")),
        new Trouble(
            "unknown sender domain",
            RelayKind.POSTFIX,
            false,
            lines(
                "smtpd_sender_restrictions = check_sender_access"
                    + " inline:{{shop.test = 450 4.1.8 Domain not found}}")),
        new Trouble(
            "client refused",
            RelayKind.POSTFIX,
            false,
            lines("smtpd_client_restrictions = check_client_access inline:{127.0.0.1=REJECT}")),
        new Trouble(
            "client without name",
            RelayKind.POSTFIX,
            false,
            lines("smtpd_client_restrictions = reject_unknown_client_hostname")),
        new Trouble(
            "helo refused",
            RelayKind.POSTFIX,
            false,
            lines("smtpd_helo_restrictions = check_helo_access inline:{test.local=REJECT}")),
        new Trouble(
            "relay refused",
            RelayKind.POSTFIX,
            true,
            lines("mynetworks = 192.0.2.0/28", "virtual_mailbox_domains = other.example")),
        new Trouble(
            "map down", RelayKind.POSTFIX, true, lines("virtual_alias_maps = tcp:" + CLOSED)),
        new Trouble(
            "policy down",
            RelayKind.POSTFIX,
            false,
            lines(
                "smtpd_recipient_restrictions = check_policy_service inet:" + CLOSED,
                "smtpd_policy_service_timeout = 2s")),
        new Trouble(
            "milter down",
            RelayKind.POSTFIX,
            false,
            lines("smtpd_milters = inet:" + CLOSED, "milter_default_action = tempfail")),
        new Trouble(
            "disk full", RelayKind.POSTFIX, false, lines("queue_minfree = 1000000000000000")),
        new Trouble(
            "lookup down",
            RelayKind.EXIM,
            true,
            setup ->
                setup.acl("deny condition = ${lookup{$sender_address}lsearch{/missing}{yes}{no}}")),
        new Trouble(
            "helo without dot",
            RelayKind.EXIM,
            false,
            setup ->
                setup.acl(
                    "deny condition = ${if match{$sender_helo_name}{test}{yes}{no}}",
                    "message = Helo name $sender_helo_name refused, use a full name")),
        new Trouble(
            "sender not verified",
            RelayKind.EXIM,
            false,
            setup -> setup.acl("deny message = Sender verify failed")),
        new Trouble(
            "max mails per hour",
            RelayKind.EXIM,
            false,
            setup ->
                setup.acl(
                    "deny message = Domain $sender_address_domain has exceeded the max emails per"
                        + " minute (100/100 (100%)) allowed. Message discarded.")));
  }

  /** Limits that every client meets that sends as fast as it can. */
  static Stream<Trouble> limits() {
    return Stream.of(
        new Trouble("messages", RelayKind.POSTFIX, false, anvil("message_rate_limit = 40")),
        new Trouble("recipients", RelayKind.POSTFIX, false, anvil("recipient_rate_limit = 40")),
        new Trouble(
            "connections at once", RelayKind.POSTFIX, true, anvil("connection_count_limit = 5")),
        new Trouble("connections", RelayKind.POSTFIX, false, anvil("connection_rate_limit = 5")),
        new Trouble(
            "host connections", RelayKind.EXIM, false, lines("smtp_accept_max_per_host = 5")),
        new Trouble(
            "mails per connection", RelayKind.EXIM, true, setup -> setup.maxMailsPerConnection(10)),
        new Trouble(
            "rate",
            RelayKind.EXIM,
            false,
            setup ->
                setup.acl(
                    "defer ratelimit = 40 / 10s / per_rcpt / leaky",
                    "message = Sending rate $sender_rate exceeds $sender_rate_limit")));
  }

  private static UnaryOperator<RelayBuilder> anvil(String limit) {
    return setup ->
        setup.with(
            "smtpd_client_event_limit_exceptions =",
            "anvil_rate_time_unit = 10s",
            "smtpd_client_" + limit);
  }

  private static UnaryOperator<RelayBuilder> lines(String... lines) {
    return setup -> setup.with(lines);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_of_the_server_or_of_ours_gives_no_mail_up(Trouble fault) {
    assumeTrue(ALL || fault.always, "runs with -Dfaults=all");
    try (Relay relay = relay(fault.kind).start();
        MailWorker worker = new MailWorker(session(relay), Map.of())) {
      worker.pushMails(0, 1);
      await().atMost(Duration.ofSeconds(30)).until(() -> worker.left() == 0);

      relay.restart(fault.applyTo(relay(fault.kind)));
      long broken = System.nanoTime();
      worker.pushMails(1, MAILS);
      await().atMost(Duration.ofSeconds(30)).until(() -> worker.pause().isPresent());
      String reason = worker.pause().orElseThrow().toString();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> System.nanoTime() - broken > BROKEN.toNanos());
      relay.restart(relay(fault.kind));

      assertServed(worker, relay, fault + ": " + reason);
    }
  }

  @ParameterizedTest
  @MethodSource("limits")
  void a_limit_of_the_server_gives_no_mail_up(Trouble limit) {
    assumeTrue(ALL || limit.always, "runs with -Dfaults=all");
    try (Relay relay = limit.applyTo(relay(limit.kind)).start();
        MailWorker worker = new MailWorker(session(relay), Map.of())) {
      worker.pushMails(0, MAILS);

      assertServed(worker, relay, limit.toString());
    }
  }

  @Test
  void a_limit_of_logins_gives_no_mail_up() {
    assumeTrue(ALL, "runs with -Dfaults=all");
    RelayBuilder setup = relay(RelayKind.POSTFIX).auth("PLAIN");
    try (Relay relay = anvil("auth_rate_limit = 3").apply(setup).start();
        MailWorker worker =
            new MailWorker(session(relay, RealRelays.login(RelayBuilder.PASSWORD)), Map.of())) {
      worker.pushMails(0, MAILS);

      assertServed(worker, relay, "logins");
    }
  }

  @SuppressWarnings("SystemOut") // the command's report
  private static void assertServed(MailWorker worker, Relay relay, String what) {
    long begun = System.nanoTime();
    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(() -> assertThat(worker.left()).as(what).isZero());
    System.out.printf(
        "%s: %d mails left after %.1f s%n", what, MAILS, (System.nanoTime() - begun) / 1e9);
    List<StoredMail> stored = relay.mails();
    assertThat(worker.deadLetters()).as(what).isEmpty();
    assertThat(stored.stream().map(mail -> mail.header("Subject")).sorted().toList())
        .as(what)
        .containsExactlyElementsOf(Arrays.stream(subjects()).sorted().toList());
  }

  private static String[] subjects() {
    return IntStream.range(0, MAILS).mapToObj(Integer::toString).toArray(String[]::new);
  }
}
