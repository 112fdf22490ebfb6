/** How claiming and running jobs scales with workers, by simulation. */
package dev.scripttrimmer.benchmarks.scale;
