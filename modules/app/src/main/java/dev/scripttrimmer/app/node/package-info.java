/** A node: the one place where the rooms are wired together. */
package dev.scripttrimmer.app.node;
