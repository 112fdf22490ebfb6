/** The progress stream against nchan: the servers, and what runs the comparison. */
package dev.scripttrimmer.benchmarks.stream;
