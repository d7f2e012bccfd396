package com.couponcommerce.workers.it;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads META-INF/openapi.json; OpenApiTest checks that it agrees with the resources. */
final class ApiDescription {
  private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");

  /**
   * An endpoint.
   *
   * @param name method and path, such as {@code GET /queues/{channel}}
   * @param roles roles that may call it; empty if no login is needed
   */
  record Operation(String name, List<String> roles) {
    boolean isPublic() {
      return roles.isEmpty();
    }

    boolean isSafe() {
      return name.startsWith("GET ");
    }
  }

  private final String text;
  private final JsonNode document;
  private final OpenApiInteractionValidator validator;

  ApiDescription() {
    try (InputStream in = ApiDescription.class.getResourceAsStream("/META-INF/openapi.json")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      document = new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    validator = OpenApiInteractionValidator.createForInlineApiSpecification(text).build();
  }

  /** Returns the description as it is in the WAR. */
  String text() {
    return text;
  }

  /** Returns the operations by name. */
  Map<String, Operation> operations() {
    Map<String, Operation> operations = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (String method : METHODS) {
        JsonNode operation = path.getValue().path(method);
        if (!operation.isMissingNode()) {
          String name = method.toUpperCase(Locale.ROOT) + " " + path.getKey();
          List<String> roles =
              operation.path("x-roles").valueStream().map(JsonNode::asText).toList();
          operations.put(name, new Operation(name, roles));
        }
      }
    }
    return operations;
  }

  /** Returns the differences between an answer and its description; empty if there are none. */
  List<String> problems(String method, String path, HttpResponse<String> response) {
    SimpleResponse.Builder answer = SimpleResponse.Builder.status(response.statusCode());
    response.headers().firstValue("Content-Type").ifPresent(answer::withContentType);
    if (!response.body().isEmpty()) {
      answer.withBody(response.body());
    }
    return validator
        .validateResponse(
            "/api/v1" + path.replaceFirst("\\?.*", ""),
            Request.Method.valueOf(method),
            answer.build())
        .getMessages()
        .stream()
        .map(ValidationReport.Message::getMessage)
        .toList();
  }
}
