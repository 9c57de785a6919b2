package dev.interlude.sync;

/**
 * What a person decides about a difference.
 *
 * @param repair null: leave it so
 */
public record Resolution(Repair repair, String by) {}
