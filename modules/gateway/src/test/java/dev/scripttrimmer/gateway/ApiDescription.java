package dev.scripttrimmer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

/** What a gateway says of itself, to hold its answers against. */
final class ApiDescription {
  private final JsonNode description;

  ApiDescription(GatewayFixture gateway) {
    HttpResponse<String> response = gateway.get("/openapi.yaml");
    assertThat(response.headers().firstValue("content-type")).hasValue("application/yaml");
    try {
      description = new YAMLMapper().readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(description.path("openapi").textValue()).startsWith("3.1.");
  }

  /** A part of it, by a JSON pointer. */
  JsonNode at(String pointer) {
    return description.at(pointer);
  }

  /** For answers that are not JSON: status, kind of content, and headers. */
  void described(HttpResponse<String> response, String path, int status) {
    assertThat(response.statusCode()).as(path).isEqualTo(status);
    JsonNode answer =
        description.at("/paths/" + path.replace("/", "~1") + "/get/responses/" + status);
    assertThat(answer.isObject()).as(path).isTrue();
    String type = response.headers().firstValue("content-type").orElse("").split(";")[0];
    answer.path("content").fieldNames().forEachRemaining(kind -> assertThat(type).isEqualTo(kind));
    answer
        .path("headers")
        .fieldNames()
        .forEachRemaining(name -> assertThat(response.headers().firstValue(name)).isPresent());
  }

  void conforms(HttpResponse<String> response, String path, String method) {
    JsonNode responses =
        description.at("/paths/" + path.replace("/", "~1") + "/" + method + "/responses");
    String status = String.valueOf(response.statusCode());
    assertThat(responses.isObject()).as(path + " is described").isTrue();
    JsonNode answer = responses.path(responses.has(status) ? status : "default");
    if (answer.has("$ref")) {
      answer = description.at(answer.path("$ref").textValue().substring(1));
    }
    conforms(response.body(), answer.at("/content/application~1json/schema"));
  }

  void conforms(String body, JsonNode schema) {
    assertThat(schema.isObject()).isTrue();
    OutputUnit result = validate(body, schema);
    assertThat(result.getValid()).as(() -> body + " " + result.getErrors()).isTrue();
  }

  OutputUnit validate(String body, JsonNode schema) {
    // The components come along under the same pointer, so that references find them.
    JsonObject document = new JsonObject(schema.toString());
    document.put("components", new JsonObject(description.path("components").toString()));
    JsonSchemaOptions options =
        new JsonSchemaOptions()
            .setBaseUri("https://api.invalid/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    return Validator.create(JsonSchema.of(document), options).validate(Json.decodeValue(body));
  }
}
