/** What the progress log costs. */
package dev.scripttrimmer.benchmarks.progress;
