/** Telling other services that a job has ended. */
package dev.scripttrimmer.gateway.webhook;
