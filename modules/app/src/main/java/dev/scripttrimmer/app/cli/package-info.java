/** The command line. */
package dev.scripttrimmer.app.cli;
