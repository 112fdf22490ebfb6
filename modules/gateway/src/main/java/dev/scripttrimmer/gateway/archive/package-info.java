/** Everything that a job made, as one ZIP that is never a file. */
package dev.scripttrimmer.gateway.archive;
