package dev.scripttrimmer.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts the configuration together: the shipped file, then the operator's file, then environment
 * variables, then what the command line says.
 */
public final class ConfigLoader {
  /** The shipped file, as it stands in {@code conf/}. */
  static final String SHIPPED = "/script-trimmer.yaml";

  private static final String PREFIX = "SCRIPT_TRIMMER_";

  /** Whom the command line's client signs in as; no part of a node's configuration. */
  private static final String CLIENTS_OWN = PREFIX + "API_KEY";

  private final ObjectMapper mapper = ConfigMapper.create();
  private final JsonNode shipped = readShipped();

  /**
   * @param file the operator's file; only the keys that differ need be in it
   * @param environment variables such as {@code SCRIPT_TRIMMER_HTTP_PORT=9000}; others are ignored
   * @param overrides by key, such as {@code http.port}
   * @throws ConfigException when a key is unknown or a value cannot be used
   */
  public AppConfig load(
      Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
    ObjectNode tree = shipped.deepCopy();
    file.ifPresent(path -> merge(tree, readFile(path), ""));
    environmentKeys(environment).forEach((key, value) -> set(tree, key, value));
    overrides.forEach((key, value) -> set(tree, key, value));
    return bind(tree);
  }

  /** The environment variable that sets a key. */
  public static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  private JsonNode readShipped() {
    try (InputStream in = ConfigLoader.class.getResourceAsStream(SHIPPED)) {
      return mapper.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped configuration cannot be read", e);
    }
  }

  private JsonNode readFile(Path file) {
    try {
      JsonNode tree = mapper.readTree(Files.readAllBytes(file));
      if (!tree.isObject() && !tree.isEmpty()) {
        throw new ConfigException("The configuration file " + file + " holds no keys.");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          "The configuration file " + file + " is no YAML: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ConfigException("The configuration file " + file + " cannot be read.", e);
    }
  }

  private static void merge(ObjectNode base, JsonNode changes, String path) {
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      String key = path.isEmpty() ? change.getKey() : path + "." + change.getKey();
      JsonNode before = base.get(change.getKey());
      if (before == null) {
        throw unknown(key);
      }
      if (before instanceof ObjectNode section) {
        if (!change.getValue().isObject()) {
          throw new ConfigException("The configuration key '" + key + "' is a section.");
        }
        merge(section, change.getValue(), key);
      } else {
        base.set(change.getKey(), change.getValue());
      }
    }
  }

  private Map<String, String> environmentKeys(Map<String, String> environment) {
    Map<String, String> byVariable = new TreeMap<>();
    collectKeys(shipped, "", byVariable);
    Map<String, String> values = new TreeMap<>();
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(PREFIX) && !variable.equals(CLIENTS_OWN)) {
            String key = byVariable.get(variable);
            if (key == null) {
              throw new ConfigException(
                  "The environment variable " + variable + " names no configuration key.");
            }
            values.put(key, value);
          }
        });
    return values;
  }

  private static void collectKeys(JsonNode tree, String path, Map<String, String> byVariable) {
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      if (entry.getValue().isObject()) {
        collectKeys(entry.getValue(), key, byVariable);
      } else {
        byVariable.put(variable(key), key);
      }
    }
  }

  private void set(ObjectNode tree, String key, String value) {
    ObjectNode section = tree;
    String[] path = key.split("\\.");
    for (int i = 0; i < path.length - 1; i++) {
      if (!(section.get(path[i]) instanceof ObjectNode inner)) {
        throw unknown(key);
      }
      section = inner;
    }
    String name = path[path.length - 1];
    JsonNode before = section.get(name);
    if (before == null || before.isObject()) {
      throw unknown(key);
    }
    if (before.isArray()) {
      section.set(name, list(value));
    } else {
      section.put(name, value);
    }
  }

  private JsonNode list(String value) {
    var list = mapper.createArrayNode();
    for (String item : value.split(",")) {
      if (!item.isBlank()) {
        list.add(item.trim());
      }
    }
    return list;
  }

  private AppConfig bind(ObjectNode tree) {
    try {
      return mapper.treeToValue(tree, AppConfig.class);
    } catch (JsonMappingException e) {
      String key = keyOf(e);
      throw new ConfigException(
          key.isEmpty()
              ? "The configuration cannot be used: " + reasonOf(e)
              : "The configuration key '%s' cannot be used: %s".formatted(key, reasonOf(e)),
          e);
    } catch (JsonProcessingException e) {
      throw new ConfigException("The configuration cannot be used: " + e.getOriginalMessage(), e);
    }
  }

  private static String keyOf(JsonMappingException e) {
    StringBuilder key = new StringBuilder();
    Iterator<JsonMappingException.Reference> path = e.getPath().iterator();
    while (path.hasNext()) {
      JsonMappingException.Reference step = path.next();
      key.append(step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName());
      if (path.hasNext()) {
        key.append('.');
      }
    }
    return key.toString();
  }

  private static String reasonOf(JsonMappingException e) {
    return e.getCause() instanceof IllegalArgumentException invalid
        ? invalid.getMessage()
        : e.getOriginalMessage();
  }

  private static ConfigException unknown(String key) {
    return new ConfigException(
        "The configuration key '" + key + "' is unknown; conf/script-trimmer.yaml lists all.");
  }
}
