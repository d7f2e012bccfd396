package com.couponcommerce.workers.email.smtp;

import com.couponcommerce.workers.email.smtp.TransactionResult.Break;
import com.couponcommerce.workers.email.smtp.TransactionResult.Written;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The client with one mistake each, and the rule that it breaks. */
enum WrongClient implements Speaker.Maker {
  IS_ONE_REPLY_BEHIND(
      "not the reply in its place",
      (wire, offered) -> {
        MistakenClient client = new MistakenClient(wire, offered);
        client.inject("250 of a mail before\r\n");
        return client;
      }),
  OVERLOOKS_WHAT_IS_UNASKED(
      "has said more than it was asked",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            int visible(int bytes) {
              return 0;
            }
          }),
  TAKES_A_CUT_REPLY(
      "not the reply in its place",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            String atEnd(int last) {
              return last < 0 || last == '\n' ? "" : "\r\n";
            }
          }),
  WAITS_AGAIN_FOR_EACH_PIECE(
      "waited ",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            void reading() {
              limit(Sequence.REPLY_TIME);
            }
          }),
  COUNTS_THE_TIME_OF_THE_FENCE(
      "gave up without a reason",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            public void unlimited() {
              // The limit of the last reply goes on.
            }
          }),
  PIPELINES_WITHOUT_AN_OFFER(
      "two commands at once",
      (wire, offered) ->
          new MistakenClient(
              wire,
              new Extensions(
                  true, offered.maxSize(), offered.eightBitMime(), false, false, false))),
  DOES_NOT_DOUBLE_DOTS(
      "other content",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            String written(String text) {
              return text.replace("\n..", "\n.");
            }
          }),
  DOES_NOT_RESET(
      "RSET without need, or no RSET",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            String written(String text) {
              if (!text.startsWith("RSET\r\n")) {
                return text;
              }
              inject("250 reset\r\n");
              return text.substring("RSET\r\n".length());
            }
          }),
  SENDS_CONTENT_TO_NO_RECIPIENT(
      "content without asking the fence",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            String written(String text) {
              return text.equals(".\r\n") ? "Subject: hello\r\n.\r\n" : text;
            }
          }),
  IGNORES_THE_FENCE(
      "a write though the fence refused",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            public TransactionResult send(
                SmtpMail mail, BooleanSupplier mayHandOver, Supplier<Optional<SmtpMail>> next) {
              return super.send(
                  mail, () -> Boolean.logicalOr(mayHandOver.getAsBoolean(), true), next);
            }
          }),
  ENDS_A_STOPPED_MAIL_BY_A_DOT(
      "a write over a connection that is not usable",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            TransactionResult report(TransactionResult result) {
              if (result.endedBy(Break.STOPPED)) {
                loneDot();
              }
              return result;
            }
          }),
  ENDS_A_MAIL_BEFORE_THE_FENCE(
      "a lone dot, though a recipient was accepted",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            public void unlimited() {
              loneDot();
              super.unlimited();
            }
          }),
  TAKES_THE_END_FOR_A_REFUSAL(
      "the final dot left, or not",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            TransactionResult report(TransactionResult result) {
              return result.isUnknown() && result.endedBy(Break.CLOSED)
                  ? changed(result, result.dot(), Written.PART_OF_CONTENT)
                  : result;
            }
          }),
  TAKES_SILENCE_FOR_SUCCESS(
      "a reply that was not said",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            TransactionResult report(TransactionResult result) {
              return result.isUnknown()
                  ? changed(result, Optional.of(new SmtpReply(250, "250")), result.written())
                  : result;
            }
          }),
  MIXES_ANNOUNCED_MAILS_UP(
      "a write of no mail",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            private Optional<SmtpMail> announced = Optional.empty();

            @Override
            public TransactionResult send(
                SmtpMail mail, BooleanSupplier mayHandOver, Supplier<Optional<SmtpMail>> next) {
              SmtpMail sent = hasAnnounced() ? announced.orElse(mail) : mail;
              return super.send(
                  sent,
                  mayHandOver,
                  () -> {
                    announced = next.get();
                    return announced;
                  });
            }
          }),
  REPORTS_THE_REPLY_TO_ANOTHER_MAIL(
      "not the reply in its place",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            private Optional<SmtpReply> last = Optional.empty();

            @Override
            TransactionResult report(TransactionResult result) {
              Optional<SmtpReply> before = last;
              last = result.dot();
              return before.isPresent() && last.isPresent()
                  ? changed(result, before, result.written())
                  : result;
            }
          }),
  GOES_ON_AFTER_421(
      "usable after",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            @Override
            public boolean isUsable() {
              return true;
            }
          }),
  GIVES_EACH_CONNECTION_UP(
      "not usable without a reason",
      (wire, offered) ->
          new MistakenClient(wire, offered) {
            private boolean isUsed;

            @Override
            TransactionResult report(TransactionResult result) {
              isUsed = true;
              return result;
            }

            @Override
            public boolean isUsable() {
              return !isUsed && super.isUsable();
            }
          });

  private final String rule;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without a state
  private final Speaker.Maker maker;

  WrongClient(String rule, Speaker.Maker maker) {
    this.rule = rule;
    this.maker = maker;
  }

  @Override
  public Speaker speaker(Wire wire, Extensions offered) {
    return maker.speaker(wire, offered);
  }

  /** Returns the start of what is said of the client that breaks it. */
  String rule() {
    return rule;
  }

  private static TransactionResult changed(
      TransactionResult result, Optional<SmtpReply> dot, Written written) {
    return new TransactionResult(
        result.mail(), result.recipients(), result.data(), dot, written, result.loss());
  }
}
