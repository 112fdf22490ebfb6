package dev.scripttrimmer.domain.store;

import java.util.Optional;

/**
 * What must hold for a write to happen; the store decides, atomically.
 *
 * @param mustBeAbsent the object does not exist yet ({@code If-None-Match: *})
 * @param mustMatch the object still has this version ({@code If-Match})
 */
public record Precondition(boolean mustBeAbsent, Optional<ObjectVersion> mustMatch) {
  private static final Precondition NONE = new Precondition(false, Optional.empty());
  private static final Precondition ABSENT = new Precondition(true, Optional.empty());

  /** Write whatever is there. */
  public static Precondition none() {
    return NONE;
  }

  /** Only create. */
  public static Precondition absent() {
    return ABSENT;
  }

  /** Only replace this version. */
  public static Precondition matches(ObjectVersion version) {
    return new Precondition(false, Optional.of(version));
  }
}
