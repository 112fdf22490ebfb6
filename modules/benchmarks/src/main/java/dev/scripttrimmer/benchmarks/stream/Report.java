package dev.scripttrimmer.benchmarks.stream;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the load generator says of one run. */
record Report(JsonObject json) {
  /** None of these may happen. */
  private static final List<String> MISTAKES =
      List.of("lost", "dup", "missingAtEnd", "failedConn", "badType", "pubErr");

  /** NaN where the run has no such number. */
  double number(String name) {
    return json.getDouble(name, Double.NaN);
  }

  /** Events lost, duplicated or missing, and connections and publications that failed. */
  long mistakes() {
    return MISTAKES.stream().mapToLong(name -> json.getLong(name, 0L)).sum();
  }
}
