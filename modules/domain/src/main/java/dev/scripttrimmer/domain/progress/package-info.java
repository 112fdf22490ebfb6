/** The story of a job as its viewers see it, and the port to the log that keeps it. */
package dev.scripttrimmer.domain.progress;
