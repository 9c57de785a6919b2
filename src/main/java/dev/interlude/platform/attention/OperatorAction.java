package dev.interlude.platform.attention;

import java.time.Instant;
import java.util.UUID;

/**
 * What a person did about an item of the attention list.
 *
 * @param by the name of the caller's key
 * @param what in a few words, as the item's action was titled
 * @param about a word for the kind of thing: saga, difference, delivery, subscription, follow-up, freed time or no-show
 * @param item the id of the {@link AttentionItem}; null: several at once
 * @param bookingId the booking it was about, or null
 * @param traceId of the request
 */
public record OperatorAction(
        Instant at, String by, String what, String about, String item, UUID bookingId, String traceId) {}
