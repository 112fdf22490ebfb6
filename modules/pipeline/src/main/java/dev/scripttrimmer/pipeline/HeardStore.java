package dev.scripttrimmer.pipeline;

import dev.scripttrimmer.domain.Stage;
import dev.scripttrimmer.domain.TrimException;
import dev.scripttrimmer.domain.job.Recut;
import dev.scripttrimmer.domain.store.ObjectVersion;
import dev.scripttrimmer.jobstore.CheckpointId;
import dev.scripttrimmer.jobstore.Checkpoints;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was heard in a video, so that nobody listens twice: neither another worker that goes
 * on with the run, nor a later run that only cuts anew.
 */
final class HeardStore {
  private static final Logger LOG = LoggerFactory.getLogger(HeardStore.class);
  private static final String NAME = "heard.json";

  private final Checkpoints checkpoints;
  private final RunRequest request;

  HeardStore(Checkpoints checkpoints, RunRequest request) {
    this.checkpoints = checkpoints;
    this.request = request;
  }

  /**
   * @param source what the video's object holds now: what was heard in another video is forgotten
   * @return empty when it has to be listened to
   */
  Optional<Heard> recall(ObjectVersion source) {
    return Stream.concat(
            Stream.of(request.run()), request.submission().recut().map(Recut::run).stream())
        .flatMap(run -> Await.result(checkpoints.read(id(run), Heard.class)).stream())
        .filter(heard -> heard.source().equals(source))
        .findFirst();
  }

  /** What cannot be kept is only heard again when it is needed again. */
  void keep(Heard heard) {
    try {
      Await.result(checkpoints.write(id(request.run()), heard));
    } catch (TrimException e) {
      LOG.warn(
          "transcript not kept key={} run={} code={}",
          request.submission().key(),
          request.run(),
          e.code());
    }
  }

  private CheckpointId id(int run) {
    return new CheckpointId(request.submission().key(), run, Stage.TRANSCRIBE, NAME);
  }
}
