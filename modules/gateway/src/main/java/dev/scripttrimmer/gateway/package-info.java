/** The HTTP side of a node: what it can be told, what it stands on, and its start. */
package dev.scripttrimmer.gateway;
