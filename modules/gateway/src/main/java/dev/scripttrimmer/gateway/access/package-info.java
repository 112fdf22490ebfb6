/** Who asks, what that lets them see and do, and how much of it. */
package dev.scripttrimmer.gateway.access;
