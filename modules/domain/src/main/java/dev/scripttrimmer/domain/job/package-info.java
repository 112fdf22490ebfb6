/** A job, the states it goes through, and the port to the store that decides them. */
package dev.scripttrimmer.domain.job;
