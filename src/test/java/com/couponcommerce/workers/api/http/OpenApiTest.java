package com.couponcommerce.workers.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The description of the API agrees with the resources. */
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private static JsonNode document() {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the description of each endpoint, by method and path. */
  private static Map<String, JsonNode> told() {
    Map<String, JsonNode> told = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : document().get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          String method = operation.getKey().toUpperCase(Locale.ROOT);
          told.put(method + " " + path.getKey(), operation.getValue());
        }
      }
    }
    return told;
  }

  private static JsonNode told(Endpoint endpoint) {
    return told().getOrDefault(name(endpoint), MissingNode.getInstance());
  }

  private static String name(Endpoint endpoint) {
    return endpoint.method() + " " + endpoint.path();
  }

  @Test
  void it_tells_of_every_endpoint_and_of_no_other() {
    assertThat(told().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Endpoints.all().stream().map(OpenApiTest::name).toList());
  }

  @Test
  void it_names_the_roles_that_may_call_each() {
    for (Endpoint endpoint : Endpoints.all()) {
      JsonNode operation = told(endpoint);
      if (endpoint.isPublic()) {
        assertThat(operation.path("security").isArray()).as(name(endpoint)).isTrue();
        assertThat(operation.path("security")).as(name(endpoint)).isEmpty();
      } else {
        assertThat(operation.has("security")).as(name(endpoint)).isFalse();
        assertThat(operation.path("x-roles").valueStream().map(JsonNode::asText))
            .as(name(endpoint))
            .containsExactlyElementsOf(endpoint.roles());
      }
    }
  }

  @Test
  void it_tells_how_each_can_be_refused() {
    for (Endpoint endpoint : Endpoints.all()) {
      JsonNode operation = told(endpoint);
      List<String> refusals = new ArrayList<>();
      if (!endpoint.isPublic()) {
        refusals.addAll(List.of("401", "403"));
      }
      if (!endpoint.isPublic() || !endpoint.isSafe()) {
        refusals.add("429");
      }
      if (endpoint.path().contains("{")) {
        refusals.add("404");
      }
      assertThat(operation.path("responses").fieldNames())
          .toIterable()
          .as(name(endpoint))
          .containsAll(refusals)
          .anyMatch(status -> status.startsWith("2") || status.equals("303"));
      assertThat(operation.path("summary").asText()).as(name(endpoint)).isNotBlank();
    }
  }

  @Test
  void it_tells_which_types_of_body_each_takes() {
    Map<String, JsonNode> told = told();
    Endpoints.bodies()
        .forEach(
            (name, types) ->
                assertThat(
                        told.getOrDefault(name, MissingNode.getInstance())
                            .path("requestBody")
                            .path("content")
                            .fieldNames())
                    .toIterable()
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(types));
  }

  @Test
  void a_dead_letter_is_changed_by_a_merge_patch_only() {
    assertThat(Endpoints.bodies())
        .containsEntry(
            "PATCH /queues/{channel}/dead-letters/{entry}", Set.of("application/merge-patch+json"));
  }

  @Test
  void each_operation_has_a_sentence_and_a_tag_that_is_explained() {
    List<String> tags =
        document().path("tags").valueStream().map(tag -> tag.path("name").asText()).toList();

    assertThat(told())
        .allSatisfy(
            (name, operation) -> {
              assertThat(operation.path("description").asText()).endsWith(".");
              assertThat(operation.path("tags").valueStream().map(JsonNode::asText))
                  .hasSize(1)
                  .isSubsetOf(tags);
            });
  }

  @Test
  void no_object_is_any_object() {
    assertThat(document().findParents("type"))
        .filteredOn(schema -> schema.path("type").asText().equals("object"))
        .allMatch(schema -> schema.has("properties") || schema.has("additionalProperties"));
  }

  @Test
  void it_is_a_description_by_the_rules_of_openapi() {
    OpenApiInteractionValidator.createForInlineApiSpecification(document().toString()).build();
  }
}
