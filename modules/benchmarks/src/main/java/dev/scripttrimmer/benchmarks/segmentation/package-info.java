/** How well topics and interactions are found. */
package dev.scripttrimmer.benchmarks.segmentation;
