package dev.interlude.catalog;

/**
 * The Cal.com user whose key an account has.
 *
 * @param timeZone IANA zone, or null
 */
public record Holder(long id, String username, String timeZone) {}
