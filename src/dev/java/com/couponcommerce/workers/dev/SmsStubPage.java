package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.message.SmsSegments;
import com.couponcommerce.workers.testkit.Markup;
import com.couponcommerce.workers.testkit.sms.ReceivedSms;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The SMS messages in the {@link InboxPage}, and the page that makes the SMS stub fail. */
final class SmsStubPage {
  private SmsStubPage() {}

  /** Returns the part of the list that shows the SMS messages. */
  static String section(DevSmsStub smsStub) {
    StringBuilder rows = new StringBuilder();
    for (ReceivedSms sms : smsStub.newestFirst()) {
      rows.append(
          "<tr><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td class=\"text\">%s</td><td>%d</td></tr>\n"
              .formatted(
                  sms.number(),
                  sms.received().truncatedTo(ChronoUnit.SECONDS),
                  Markup.escaped(sms.from()),
                  Markup.escaped(sms.to()),
                  Markup.escaped(sms.body()),
                  SmsSegments.of(sms.body()).count()));
    }
    return """
    <h2>SMS messages</h2>
    <p>%d SMS messages received, the last %d are kept. The SMS stub answers <strong>%s</strong>: %s.
    <a href="/phone">Change</a></p>
    <table>
    <thead><tr><th>No.</th><th>Received</th><th>From</th><th>To</th><th>Body</th><th>Segments</th></tr></thead>
    <tbody>
    %s</tbody>
    </table>
    """
        .formatted(
            smsStub.stub().received(),
            Inbox.KEPT,
            smsStub.mode().id(),
            smsStub.mode().meaning(),
            rows);
  }

  /**
   * Returns the page with one button for each mode, and one for each number that an earlier 21610
   * has put on the list of opt-outs.
   */
  static String modes(StubMode current, List<String> optedOut, String url) {
    StringBuilder rows = new StringBuilder();
    for (StubMode mode : StubMode.values()) {
      rows.append(
          "<tr><td><button name=\"answer\" value=\"%1$s\">%1$s</button></td><td>%2$s%3$s</td></tr>\n"
              .formatted(mode.id(), mode.meaning(), mode == current ? " (now)" : ""));
    }
    return InboxPage.HEAD
        + """
        <title>SMS stub</title>
        <p><a href="/">Inbox</a></p>
        <h1>SMS stub</h1>
        <p>What it answers to each SMS, until you choose something else:</p>
        <form method="post" action="/phone">
        <table>
        %s</table>
        </form>
        <p>From a shell: <code>curl -d answer=503 %sphone</code></p>
        """
            .formatted(rows, url)
        + optOuts(optedOut, url);
  }

  private static String optOuts(List<String> numbers, String url) {
    if (numbers.isEmpty()) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    for (String number : numbers) {
      rows.append(
          "<tr><td>%1$s</td><td><button name=\"number\" value=\"%1$s\">Take off the list</button></td></tr>\n"
              .formatted(Markup.escaped(number)));
    }
    return """
    <h2>Opt-outs</h2>
    <p>These numbers get no SMS, whatever the stub answers: an SMS to them is dead-lettered as opted_out.</p>
    <form method="post" action="/opt-in">
    <table>
    %s</table>
    </form>
    <p>From a shell: <code>curl --data-urlencode number=%s %sopt-in</code></p>
    """
        .formatted(rows, Markup.escaped(numbers.get(0)), url);
  }

  static String form() {
    return """
    <h2>SMS</h2>
    <form method="post" action="/new-text">
    <label>To <input name="to" type="tel" required value="+4915123456789"></label>
    <label>Body <textarea name="body" rows="3" required>Ten per cent off.</textarea></label>
    <button>LPUSH to queue:sms:pending</button>
    </form>
    """;
  }
}
