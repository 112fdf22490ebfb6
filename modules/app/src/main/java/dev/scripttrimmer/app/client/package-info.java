/** The service's client as a user's own program would be one: HTTP and server-sent events only. */
package dev.scripttrimmer.app.client;
