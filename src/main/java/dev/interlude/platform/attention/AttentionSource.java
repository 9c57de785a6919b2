package dev.interlude.platform.attention;

import java.util.List;

/**
 * One source of items that need a person. Each bean of this type is listed by {@code GET /api/v1/attention}, in the
 * order of the beans' {@code @Order}: the most urgent first.
 */
public interface AttentionSource {

    /** Names the source in cursors: small letters and dashes. */
    String name();

    /**
     * Items behind a position, the oldest first: by {@code since}, then by {@code id}.
     *
     * @param limit how many at most; a source reads no more than that
     */
    List<AttentionItem> items(AttentionPosition after, int limit);
}
