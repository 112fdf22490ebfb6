/** Notifications of an object store: another way to begin a job. */
package dev.scripttrimmer.gateway.event;
