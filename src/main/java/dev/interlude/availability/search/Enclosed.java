package dev.interlude.availability.search;

import dev.interlude.catalog.Enclosure;
import dev.interlude.catalog.StaffRule;

/**
 * The pause around another service, after a segment that ends at a known time: by whom it was done and when the pause may
 * end. What is searched within it depends on both, so it is searched anew for each end.
 *
 * @param closing the stage of the segment after the pause
 * @param closes its position
 * @param soonest epoch seconds; it begins no sooner
 * @param latest epoch seconds; it begins no later
 */
record Enclosed(Stage closing, int closes, long soonest, long latest, StaffRule staffRule, String openedBy) {

    static Enclosed of(Enclosure enclosure, Stage closing, String staff, long end) {
        var pause = enclosure.pause(staff);
        return new Enclosed(
                closing,
                enclosure.closes(),
                end + pause.min() * 60L,
                end + pause.max() * 60L,
                enclosure.staffRule(),
                staff);
    }

    /** Whether anyone may begin the segment after the pause in time. */
    boolean canClose() {
        return closing.isAnyoneFree(soonest, latest);
    }

    boolean allows(String staff) {
        return staffRule.allows(openedBy, staff);
    }
}
