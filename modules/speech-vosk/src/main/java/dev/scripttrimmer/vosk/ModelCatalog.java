package dev.scripttrimmer.vosk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list of models that Vosk's project publishes. */
final class ModelCatalog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Entry> entries;

  private ModelCatalog(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /**
   * @param archive a zip file
   * @param size of the archive in bytes
   * @param md5 of the archive, in hexadecimal
   */
  record Entry(String name, URI archive, long size, String md5) {}

  /**
   * Reads the list; what is obsolete or incomplete in it is left out.
   *
   * @param source where it was read; archives may be given relative to it
   * @throws SpeechModelException when {@code json} is no such list
   */
  static ModelCatalog parse(String json, URI source) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    try {
      for (JsonNode node : JSON.readTree(json)) {
        String name = node.path("name").asText();
        String md5 = node.path("md5").asText();
        long size = node.path("size").asLong();
        if (ModelNames.isName(name) && !node.path("obsolete").asBoolean() && size > 0) {
          URI archive = source.resolve(node.path("url").asText());
          entries.put(name, new Entry(name, archive, size, md5));
        }
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new SpeechModelException(
          "The list of speech models at " + source + " is unreadable.", e);
    }
    return new ModelCatalog(entries);
  }

  /**
   * @param wanted a name in full, or short as {@code small-en-us}
   * @throws SpeechModelException when there is no such model; names those that there are
   */
  Entry find(String wanted) {
    return ModelNames.resolve(wanted, entries.keySet())
        .map(entries::get)
        .orElseThrow(
            () ->
                new SpeechModelException(
                    "There is no speech model "
                        + wanted
                        + "; there are: "
                        + String.join(", ", names())
                        + "."));
  }

  List<String> names() {
    return entries.keySet().stream().sorted().toList();
  }
}
