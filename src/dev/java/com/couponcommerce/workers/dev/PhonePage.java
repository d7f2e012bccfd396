package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.message.SmsSegments;
import com.couponcommerce.workers.testkit.Markup;
import com.couponcommerce.workers.testkit.sms.ReceivedText;
import java.time.temporal.ChronoUnit;

/** The texts in the {@link InboxPage}, and the page that tells the phone stub to fail. */
final class PhonePage {
  private PhonePage() {}

  /** The part of the list that shows the texts. */
  static String section(Phone phone) {
    StringBuilder rows = new StringBuilder();
    for (ReceivedText text : phone.newestFirst()) {
      rows.append(
          "<tr><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td class=\"text\">%s</td><td>%d</td></tr>\n"
              .formatted(
                  text.number(),
                  text.received().truncatedTo(ChronoUnit.SECONDS),
                  Markup.escaped(text.from()),
                  Markup.escaped(text.to()),
                  Markup.escaped(text.body()),
                  SmsSegments.of(text.body()).count()));
    }
    return """
        <h2>Texts</h2>
        <p>%d texts received, the last %d are kept. The phone stub answers <strong>%s</strong>: %s.
        <a href="/phone">Change</a></p>
        <table>
        <thead><tr><th>No.</th><th>Received</th><th>From</th><th>To</th><th>Text</th><th>Segments</th></tr></thead>
        <tbody>
        %s</tbody>
        </table>
        """
        .formatted(
            phone.stub().received(), Inbox.KEPT, phone.mood().id(), phone.mood().meaning(), rows);
  }

  /** One button for each mood. */
  static String moods(PhoneMood current, String url) {
    StringBuilder rows = new StringBuilder();
    for (PhoneMood mood : PhoneMood.values()) {
      rows.append(
          "<tr><td><button name=\"answer\" value=\"%1$s\">%1$s</button></td><td>%2$s%3$s</td></tr>\n"
              .formatted(mood.id(), mood.meaning(), mood == current ? " (now)" : ""));
    }
    return InboxPage.HEAD
        + """
          <title>Phone stub</title>
          <p><a href="/">Inbox</a></p>
          <h1>Phone stub</h1>
          <p>What it answers to each text, until you choose something else:</p>
          <form method="post" action="/phone">
          <table>
          %s</table>
          </form>
          <p>From a shell: <code>curl -d answer=503 %sphone</code></p>
          """
            .formatted(rows, url);
  }

  static String form() {
    return """
        <h2>Text</h2>
        <form method="post" action="/new-text">
        <label>To <input name="to" type="tel" required value="+4915123456789"></label>
        <label>Body <textarea name="body" rows="3" required>Ten per cent off.</textarea></label>
        <button>LPUSH to queue:sms:pending</button>
        </form>
        """;
  }
}
