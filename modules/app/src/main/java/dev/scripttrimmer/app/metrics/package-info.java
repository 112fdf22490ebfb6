/** What a node counts besides what its parts count themselves. */
package dev.scripttrimmer.app.metrics;
