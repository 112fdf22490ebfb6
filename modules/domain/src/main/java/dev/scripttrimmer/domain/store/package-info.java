/** Ports to an object store: documents, transfers, and uploads that browsers make themselves. */
package dev.scripttrimmer.domain.store;
