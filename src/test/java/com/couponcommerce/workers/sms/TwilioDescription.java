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

/** Twilio's published description of Messages.json, against which requests are held. */
final class TwilioDescription {
  /**
   * In a form everything is text, but the validator guesses types first, and to it +49170 is a
   * number.
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

  /** What is wrong with a request by the description; empty where nothing is. */
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
