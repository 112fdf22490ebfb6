/**
 * Typed addresses of the event bus and the messages that cross it.
 *
 * <p>The bus only rings: any message may be lost, so whoever waits for one also looks by itself now
 * and then.
 */
package dev.scripttrimmer.bus;
