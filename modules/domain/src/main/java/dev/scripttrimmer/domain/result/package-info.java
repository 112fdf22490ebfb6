/** What a finished run hands back. */
package dev.scripttrimmer.domain.result;
