/** What was said, and the port to who hears it. */
package dev.scripttrimmer.domain.speech;
