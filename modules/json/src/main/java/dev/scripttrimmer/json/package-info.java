/**
 * The one JSON form of the domain's records, shared by every door: HTTP, the event bus, the
 * progress log and the documents in the object store.
 *
 * <p>Names are in snake case, enums in lower case, times ISO-8601, absent values left out.
 */
package dev.scripttrimmer.json;
