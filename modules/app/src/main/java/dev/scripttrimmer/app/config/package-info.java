/**
 * The configuration: one shipped file names every key with its default, a file of the operator's
 * and then environment variables override it, and whatever no key of the shipped file is stops the
 * start.
 */
package dev.scripttrimmer.app.config;
