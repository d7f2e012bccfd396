package com.couponcommerce.workers.email.decode;

import com.couponcommerce.workers.email.mime.HtmlText;
import com.couponcommerce.workers.message.Absent;
import com.couponcommerce.workers.message.FieldReader;
import com.couponcommerce.workers.message.MessageFields;
import com.couponcommerce.workers.message.RefusedMessageException;
import com.couponcommerce.workers.message.field.EmailFields;
import com.couponcommerce.workers.message.field.KnownField;
import java.util.List;
import java.util.Optional;

/**
 * The text and the HTML that the author of a mail wrote, each in one of several fields.
 *
 * @param text empty if one is to be made from the HTML
 */
record AuthorsTexts(Optional<String> text, Optional<String> html) {

  static AuthorsTexts of(MessageFields message) throws RefusedMessageException {
    FieldReader fields = message.reader();
    Optional<String> body = fields.text(EmailFields.BODY);
    Optional<String> text = fields.text(EmailFields.TEXT);
    Optional<String> html = fields.text(EmailFields.HTML);
    if (body.isEmpty()) {
      if (text.isEmpty() && html.isEmpty()) {
        return new AuthorsTexts(Optional.of(blank(message)), Optional.empty());
      }
      return new AuthorsTexts(text, html);
    }
    if (HtmlPage.is(body.get())) {
      if (html.isPresent() && !isSame(body.get(), html.get())) {
        throw RefusedMessageException.field(
            "body", "must not be another HTML page than html: leave one out");
      }
      return new AuthorsTexts(text, html.or(() -> body));
    }
    if (text.isEmpty() && html.filter(page -> isMarkup(body.get(), page)).isPresent()) {
      return new AuthorsTexts(Optional.empty(), html);
    }
    if (text.isEmpty() || text.equals(body)) {
      return new AuthorsTexts(body, html);
    }
    return beside(body.get(), text.get(), html);
  }

  /** Decides what a body is that is neither a page nor the text beside it. */
  private static AuthorsTexts beside(String body, String text, Optional<String> html)
      throws RefusedMessageException {
    if (html.isEmpty() && HtmlPage.isFragment(body)) {
      return new AuthorsTexts(Optional.of(text), Optional.of(body));
    }
    if (text.strip().equals(body.strip()) || html.filter(page -> isSame(body, page)).isPresent()) {
      return new AuthorsTexts(Optional.of(text), html);
    }
    throw RefusedMessageException.field(
        "text", "must not be another text than body: leave one out");
  }

  /** Returns true for a body in tags that is the HTML once more, and no text beside it. */
  private static boolean isMarkup(String body, String html) {
    return HtmlPage.isFragment(body) && isSame(body, html);
  }

  private static boolean isSame(String one, String other) {
    return one.equals(other) || HtmlText.of(one).equals(HtmlText.of(other));
  }

  /** Returns the text of a mail that its producer wrote without one. */
  private static String blank(MessageFields message) throws RefusedMessageException {
    FieldReader fields = message.reader();
    for (KnownField field : List.of(EmailFields.BODY, EmailFields.TEXT, EmailFields.HTML)) {
      for (String name : fields.spellings(field)) {
        if (message.values().get(name) instanceof String text) {
          return text;
        }
      }
    }
    throw Absent.of(message, EmailFields.ALL, "body", "must be present, or text or html");
  }
}
