package dev.scripttrimmer.app.node;

import dev.scripttrimmer.app.config.AuthSection;
import dev.scripttrimmer.app.config.ConfigException;
import dev.scripttrimmer.gateway.access.Authenticator;
import dev.scripttrimmer.gateway.access.IssuerKeys;
import dev.scripttrimmer.gateway.access.JsonWebTokens;
import dev.scripttrimmer.gateway.access.KeyFile;
import dev.scripttrimmer.gateway.access.KeySet;
import dev.scripttrimmer.gateway.access.SignIn;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens what the configuration says about how callers sign in. */
final class SignIns {
  private SignIns() {}

  /**
   * Reads keys; blocks.
   *
   * @param resources takes charge of what looks at them again
   * @return empty where nobody is asked
   * @throws ConfigException when the keys cannot be read
   */
  static Optional<SignIn> open(AuthSection section, Vertx vertx, Resources resources) {
    return switch (section.mode()) {
      case NONE -> Optional.empty();
      case API_KEY -> Optional.of(signIn(section, keys(section, vertx, resources)));
      case JWT -> Optional.of(signIn(section, tokens(section, vertx, resources)));
    };
  }

  private static SignIn signIn(AuthSection section, Authenticator authenticator) {
    return new SignIn(authenticator, section.tokenValidity());
  }

  private static Authenticator keys(AuthSection section, Vertx vertx, Resources resources) {
    Path path = section.keys().orElseThrow();
    try {
      return resources.add("API keys", KeyFile.open(vertx, path, section.usualQuota())).keys();
    } catch (NoSuchFileException e) {
      throw new ConfigException(
          "There is no auth.key-file '" + path + "'; ./trim key new NAME --file FILE makes it.", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(
          "The auth.key-file '" + path + "' cannot be used: " + e.getMessage(), e);
    }
  }

  private static Authenticator tokens(AuthSection section, Vertx vertx, Resources resources) {
    if (!section.jwtSecret().isBlank()) {
      return JsonWebTokens.withSecret(
          vertx, section.expected(), section.usualQuota(), section.jwtSecret());
    }
    KeySet keySet = new KeySet(section.jwtKeySet());
    try {
      return resources.add(
          "key set", IssuerKeys.open(vertx, section.expected(), section.usualQuota(), keySet));
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("The auth.jwt-key-set cannot be used: " + e.getMessage(), e);
    }
  }
}
