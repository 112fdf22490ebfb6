/** How the program's log is written: one entry a line, free of secrets. */
package dev.scripttrimmer.app.log;
