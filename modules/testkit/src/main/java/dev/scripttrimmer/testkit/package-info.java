/** Contract tests that every implementation of a port extends, and fakes that pass them too. */
package dev.scripttrimmer.testkit;
