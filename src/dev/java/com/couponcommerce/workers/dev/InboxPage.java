package com.couponcommerce.workers.dev;

import com.couponcommerce.workers.testkit.Markup;
import com.couponcommerce.workers.testkit.smtp.ReceivedMail;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The HTML of the {@link Inbox}. All values from a mail pass {@link Markup#escaped}. */
final class InboxPage {
  static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <link rel="stylesheet" href="/style.css">
      """;

  static final String STYLE =
      """
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; }
      th, td { border-bottom: 1px solid #ccc; padding: .25rem .5rem; text-align: left; vertical-align: top; }
      td { overflow-wrap: anywhere; }
      td.text { white-space: pre-wrap; }
      pre { background: #f4f4f4; overflow: auto; padding: 1rem; white-space: pre-wrap; }
      iframe { border: 1px solid #ccc; height: 30rem; width: 100%; }
      form { display: grid; gap: .5rem; max-width: 30rem; }
      label { display: grid; }
      @media (prefers-color-scheme: dark) {
        body { background: #1c1c1c; color: #eee; }
        a { color: #9cf; }
        pre { background: #333; }
        iframe { background: #fff; }
      }
      """;

  private InboxPage() {}

  static String list(Optional<String> mails, Optional<String> messages) {
    return HEAD
        + """
        <meta http-equiv="refresh" content="3">
        <title>Inbox</title>
        <h1>Inbox</h1>
        <p><a href="/new">Enqueue a test message</a></p>
        """
        + mails.orElse("")
        + messages.orElse("");
  }

  /** Returns the part of the list that shows the mails. */
  static String mails(List<MailView> newestFirst, long received) {
    StringBuilder rows = new StringBuilder();
    for (MailView view : newestFirst) {
      ReceivedMail mail = view.mail();
      rows.append(
          "<tr><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td><a href=\"/mails/%d\">%s</a></td></tr>\n"
              .formatted(
                  mail.number(),
                  mail.received().truncatedTo(ChronoUnit.SECONDS),
                  Markup.escaped(mail.from()),
                  Markup.escaped(String.join(", ", mail.recipients())),
                  mail.number(),
                  Markup.escaped(view.subject())));
    }
    return """
    <h2>Mails</h2>
    <p>%d mails received, the last %d are kept.</p>
    <table>
    <thead><tr><th>No.</th><th>Received</th><th>From</th><th>To</th><th>Subject</th></tr></thead>
    <tbody>
    %s</tbody>
    </table>
    """
        .formatted(received, Inbox.KEPT, rows);
  }

  static String mail(MailView view) {
    long number = view.mail().number();
    StringBuilder page = new StringBuilder(HEAD);
    page.append(
        "<title>%1$s</title>\n<p><a href=\"/\">Inbox</a></p>\n<h1>%1$s</h1>\n"
            .formatted(Markup.escaped(view.subject())));
    page.append(
        "<p>For %s. <a href=\"/mails/%d/source\">Source</a></p>\n<table>\n"
            .formatted(Markup.escaped(String.join(", ", view.mail().recipients())), number));
    view.headers()
        .forEach(
            header ->
                page.append(
                    "<tr><th>%s</th><td>%s</td></tr>\n"
                        .formatted(
                            Markup.escaped(header.getKey()), Markup.escaped(header.getValue()))));
    page.append("</table>\n");
    view.texts()
        .forEach(
            text -> page.append("<h2>Text</h2>\n<pre>%s</pre>\n".formatted(Markup.escaped(text))));
    for (int index = 0; index < view.htmls().size(); index++) {
      page.append(
          "<h2>HTML</h2>\n<iframe sandbox title=\"HTML\" src=\"/mails/%d/html/%d\"></iframe>\n"
              .formatted(number, index));
    }
    for (int index = 0; index < view.attachments().size(); index++) {
      MailView.Attachment attachment = view.attachments().get(index);
      page.append(
          "<p>Attachment: <a href=\"/mails/%d/attachment/%d\">%s</a> (%s, %d bytes)</p>\n"
              .formatted(
                  number,
                  index,
                  Markup.escaped(attachment.name()),
                  Markup.escaped(attachment.type()),
                  attachment.content().length()));
    }
    return page.toString();
  }

  static String forms(Optional<String> mail, Optional<String> sms) {
    return HEAD
        + """
        <title>Enqueue a test message</title>
        <p><a href="/">Inbox</a></p>
        <h1>Enqueue a test message</h1>
        """
        + mail.orElse("")
        + sms.orElse("");
  }

  static String mailForm() {
    return """
    <h2>Mail</h2>
    <form method="post" action="/new">
    <label>To <input name="to" type="email" required value="user@example.com"></label>
    <label>Subject <input name="subject" required value="Your coupon"></label>
    <label>Body <textarea name="body" rows="6" required>Ten per cent off.</textarea></label>
    <button>LPUSH to queue:email:pending</button>
    </form>
    """;
  }
}
