package com.couponcommerce.workers.sms;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.report.ValidationReport;
import com.couponcommerce.workers.testkit.sms.StubRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Checks requests against Twilio's published description of Messages.json. */
final class TwilioDescription {
  /**
   * Parameters whose type the validator guesses wrongly: all values of a form are text, but it
   * reads +49170 as a number.
   */
  private static final String GUESS =
      ".*Instance type \\((integer|number)\\) does not match .*\\(allowed: \\[\"string\"\\]\\)";

  private final OpenApiInteractionValidator validator;

  TwilioDescription() {
    try (InputStream spec = getClass().getResourceAsStream("/twilio/messages-openapi.json")) {
      validator =
          OpenApiInteractionValidator.createForInlineApiSpecification(
                  new String(Objects.requireNonNull(spec).readAllBytes(), StandardCharsets.UTF_8))
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the description forbids in a request; empty if nothing. */
  List<String> problems(StubRequest request) {
    SimpleRequest.Builder checked =
        new SimpleRequest.Builder(request.method(), request.path()).withBody(request.body());
    request.headers().forEach(checked::withHeader);
    return validator.validateRequest(checked.build()).getMessages().stream()
        .map(ValidationReport.Message::getMessage)
        .filter(message -> !message.matches(GUESS))
        .toList();
  }
}
