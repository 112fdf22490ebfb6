/** Submitting, showing and cancelling jobs, and the way to their files. */
package dev.scripttrimmer.gateway.job;
