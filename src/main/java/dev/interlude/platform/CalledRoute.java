package dev.interlude.platform;

/**
 * A route that code calls by name, so it must exist although no flow calls it. Each bean of this type is required at
 * start and whenever flows change.
 *
 * @param id also the name of its {@code direct} entrance
 * @param file where it belongs, below the folder of the flows
 * @param use who calls it and when, as the end of a sentence
 */
public record CalledRoute(String id, String file, String use) {}
