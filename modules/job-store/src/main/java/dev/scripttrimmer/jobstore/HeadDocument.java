package dev.scripttrimmer.jobstore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scripttrimmer.domain.job.Job;
import dev.scripttrimmer.json.DomainJson;
import java.util.Optional;

/**
 * The document that a job's head is.
 *
 * @param epoch the job's, on top for whoever looks at the document by hand
 * @param nonce drawn anew for each write: tells one's own write from anybody else's, and keeps
 *     equal heads from having equal versions
 * @param job the head; without its result when {@code result} is present
 * @param result where a result lies that is too large for the head
 */
record HeadDocument(long epoch, String nonce, ObjectNode job, Optional<ResultLink> result) {
  /** From which size on, in bytes of JSON, a result has a document of its own. */
  static final int MAX_INLINE_RESULT = 64 << 10;

  private static final String RESULT = "result";

  /** A head with its result, if any, in it. */
  static HeadDocument of(Job job, String nonce) {
    return new HeadDocument(
        job.run().epoch(), nonce, DomainJson.mapper().valueToTree(job), Optional.empty());
  }

  /** The JSON of a result that has to move out; empty when there is none, or a small one. */
  Optional<byte[]> largeResult() {
    return Optional.ofNullable(job.get(RESULT))
        .map(DomainJson::write)
        .filter(json -> json.length > MAX_INLINE_RESULT);
  }

  HeadDocument withoutResult(ResultLink link) {
    ObjectNode rest = job.deepCopy();
    rest.remove(RESULT);
    return new HeadDocument(epoch, nonce, rest, Optional.of(link));
  }

  HeadDocument withResult(byte[] json) {
    ObjectNode whole = job.deepCopy();
    whole.set(RESULT, DomainJson.read(json, ObjectNode.class));
    return new HeadDocument(epoch, nonce, whole, Optional.empty());
  }

  /** The job, once its result is in it. */
  Job toJob() {
    return DomainJson.read(job, Job.class);
  }

  /**
   * @param key of the object, in the head's bucket
   * @param length bytes
   * @param sha256 lower-case hex
   */
  record ResultLink(String key, long length, String sha256) {}
}
