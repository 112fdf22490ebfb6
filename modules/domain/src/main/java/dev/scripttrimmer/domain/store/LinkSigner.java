package dev.scripttrimmer.domain.store;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Signs links that let a browser read or write one object for a while, without credentials of its
 * own. Pure computation: nothing blocks. The links are secrets: never logged, never stored.
 */
public interface LinkSigner {
  /**
   * @param contentType must be sent as it is with the PUT
   * @param validity 1 second to 7 days
   */
  URI signPut(ObjectLocation location, String contentType, Duration validity);

  /**
   * @param downloadName what a browser calls the file that it saves; empty to show it in place
   * @param validity 1 second to 7 days
   */
  URI signGet(ObjectLocation location, Optional<String> downloadName, Duration validity);

  /**
   * @param partNumber 1 to 10,000
   * @param validity 1 second to 7 days
   */
  URI signPart(ObjectLocation location, String uploadId, int partNumber, Duration validity);
}
