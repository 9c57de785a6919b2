package dev.interlude.catalog;

/** Somebody who does segments; a user of Cal.com. */
public record StaffMember(String id, String name) {}
