package dev.scripttrimmer.gateway.access;

import dev.scripttrimmer.domain.QueueKey;
import dev.scripttrimmer.domain.job.Submission;
import dev.scripttrimmer.gateway.web.ApiException;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/** Who sent a request. */
public sealed interface Caller {
  /**
   * The caller as one whom jobs can belong to.
   *
   * @throws ApiException 403 for a {@link Viewer}
   */
  static Submitter submitter(RoutingContext context) {
    if (of(context) instanceof Submitter submitter) {
      return submitter;
    }
    throw ApiException.ofStatus(403);
  }

  /** Who sent this request, as {@link Doorkeeper} found. */
  static Caller of(RoutingContext context) {
    return context.get(Caller.class.getName());
  }

  /** Lets the request's later handlers know. */
  default void enter(RoutingContext context) {
    context.put(Caller.class.getName(), this);
  }

  /** Somebody whom jobs can belong to. */
  sealed interface Submitter extends Caller {
    /** As a job's head names its owner. */
    String name();

    /** Whether a job of this owner is the caller's. */
    boolean owns(String owner);

    /** How much the caller may have; empty for no bound of their own. */
    Optional<Quota> quota();
  }

  /** Somebody, on a service that asks nobody who they are: all jobs are everybody's. */
  record Anyone() implements Submitter {
    @Override
    public String name() {
      return Submission.ANYONE;
    }

    @Override
    public boolean owns(String owner) {
      return true;
    }

    @Override
    public Optional<Quota> quota() {
      return Optional.empty();
    }
  }

  /**
   * Somebody who showed a credential.
   *
   * @param name unique; says also of which kind the credential is, such as {@code key:alice}
   */
  record Owner(String name, Quota limits) implements Submitter {
    public Owner {
      if (name.equals(Submission.ANYONE) || name.isBlank()) {
        throw new IllegalArgumentException("an owner has a name of their own");
      }
    }

    @Override
    public boolean owns(String owner) {
      return name.equals(owner);
    }

    @Override
    public Optional<Quota> quota() {
      return Optional.of(limits);
    }
  }

  /** Somebody who showed capability tokens: may read these jobs and nothing else. */
  record Viewer(Set<QueueKey> keys) implements Caller {
    public Viewer {
      keys = Set.copyOf(keys);
    }
  }
}
