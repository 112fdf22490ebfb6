package dev.scripttrimmer.bus;

/**
 * A place on the event bus and what is said there.
 *
 * @param name the address as Vert.x, and clients of the bridge, know it
 * @param type the one type of message
 */
public record Address<M>(String name, Class<M> type) {}
