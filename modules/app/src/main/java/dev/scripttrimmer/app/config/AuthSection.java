package dev.scripttrimmer.app.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.scripttrimmer.gateway.access.JsonWebTokens;
import dev.scripttrimmer.gateway.access.Quota;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@code auth} in the shipped file. */
public record AuthSection(
    Mode mode,
    String keyFile,
    String jwtIssuer,
    String jwtAudience,
    String jwtKeySet,
    String jwtSecret,
    Duration tokenValidity,
    int maxActive,
    int writesPerMinute,
    int maxStreams) {

  /** How callers show who they are. */
  public enum Mode {
    NONE,
    @JsonProperty("api-key")
    API_KEY,
    JWT
  }

  public AuthSection {
    if (mode == Mode.API_KEY && keyFile.isBlank()) {
      throw new IllegalArgumentException("mode api-key needs a key-file");
    }
    if (mode == Mode.JWT) {
      if (jwtIssuer.isBlank() || jwtAudience.isBlank()) {
        throw new IllegalArgumentException("mode jwt needs jwt-issuer and jwt-audience");
      }
      if (jwtKeySet.isBlank() == jwtSecret.isBlank()) {
        throw new IllegalArgumentException("mode jwt needs jwt-key-set or jwt-secret, not both");
      }
      if (jwtKeySet.startsWith("http://")) {
        throw new IllegalArgumentException("jwt-key-set is a https:// URL or a file");
      }
    }
  }

  /** The file of API keys, for whoever adds one. */
  public Optional<Path> keys() {
    return AppConfig.text(keyFile).map(Path::of);
  }

  public JsonWebTokens.Expected expected() {
    return new JsonWebTokens.Expected(jwtIssuer, jwtAudience);
  }

  /** What an owner may have who has no quota of their own. */
  public Quota usualQuota() {
    return new Quota(maxActive, writesPerMinute, maxStreams);
  }

  /** The same, asking nobody. */
  AuthSection nobody() {
    return new AuthSection(
        Mode.NONE, "", "", "", "", "", tokenValidity, maxActive, writesPerMinute, maxStreams);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "AuthSection[mode=" + mode + "]";
  }
}
