/** What one whole job costs: how soon it is heard, what it reads from the store, what it holds. */
package dev.scripttrimmer.benchmarks.job;
