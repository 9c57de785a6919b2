package dev.interlude.catalog;

/**
 * A kind of equipment that services need: a chair, a basin, a room. Each of its units serves one customer at a time.
 *
 * @param count how many there are; they are numbered from 1
 * @param hours in which they can be used
 */
public record Resource(String id, String name, int count, OpeningHours hours) {}
