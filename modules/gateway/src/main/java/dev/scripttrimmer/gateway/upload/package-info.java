/** Links by which browsers upload straight to the object store. */
package dev.scripttrimmer.gateway.upload;
