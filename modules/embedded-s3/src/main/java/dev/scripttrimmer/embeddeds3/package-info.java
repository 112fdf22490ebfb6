/** An S3 server on a folder of this machine, so that nothing else need be installed. */
package dev.scripttrimmer.embeddeds3;
