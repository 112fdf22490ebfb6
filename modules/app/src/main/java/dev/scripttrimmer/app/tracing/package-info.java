/** Traces across nodes, by configuration. */
package dev.scripttrimmer.app.tracing;
