package dev.scripttrimmer.gateway.access;

import java.time.Duration;

/**
 * How a service asks who its callers are.
 *
 * @param tokenValidity how long a capability token that an answer carried lets its holder in
 */
public record SignIn(Authenticator authenticator, Duration tokenValidity) {
  public SignIn {
    if (tokenValidity.toSeconds() < 1) {
      throw new IllegalArgumentException("a token is valid for 1 second or more");
    }
  }
}
