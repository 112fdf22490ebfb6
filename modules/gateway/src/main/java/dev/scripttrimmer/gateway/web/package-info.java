/** What all routes share, and the routes for people, operators and the event-bus bridge. */
package dev.scripttrimmer.gateway.web;
