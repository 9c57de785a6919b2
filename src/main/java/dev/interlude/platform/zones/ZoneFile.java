package dev.interlude.platform.zones;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/** Reads a compiled zone (TZif, RFC 9636): its changes of the clock, and the rule for those after the last. */
final class ZoneFile {

    private static final int MAGIC = 0x545A6966;
    private static final int TYPE_LENGTH = 6;
    /** Bytes of the header between the magic number and the counts. */
    private static final int VERSION_AND_RESERVED = 16;
    /** Years for which the rule is written out. */
    private static final int LAST_YEAR = 2200;

    private record Counts(int ut, int standard, int leaps, int times, int types, int characters) {

        static Counts read(ByteBuffer in) {
            if (in.getInt() != MAGIC) {
                throw new IllegalArgumentException("not a compiled time zone");
            }
            in.position(in.position() + VERSION_AND_RESERVED);
            return new Counts(in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt());
        }

        int length(int ofTime) {
            return times * (ofTime + 1) + types * TYPE_LENGTH + characters + leaps * (ofTime + 4) + standard + ut;
        }
    }

    private final ZoneOffset[] offsets;
    private final boolean[] daylight;
    private final List<ZoneOffsetTransition> changes = new ArrayList<>();
    private final List<ZoneOffsetTransition> standardChanges = new ArrayList<>();
    private ZoneOffset wall;
    private ZoneOffset standard;

    private ZoneFile(int types) {
        offsets = new ZoneOffset[types];
        daylight = new boolean[types];
    }

    static ZoneRules read(byte[] file) {
        var in = ByteBuffer.wrap(file);
        // The first half is for programs of before 2038's problem was known.
        var old = Counts.read(in);
        in.position(in.position() + old.length(Integer.BYTES));
        return rules(in, Counts.read(in));
    }

    private static ZoneRules rules(ByteBuffer in, Counts counts) {
        var times = new long[counts.times()];
        for (int i = 0; i < times.length; i++) {
            times[i] = in.getLong();
        }
        var typeOf = new int[counts.times()];
        for (int i = 0; i < typeOf.length; i++) {
            typeOf[i] = in.get();
        }
        var zone = new ZoneFile(counts.types());
        for (int type = 0; type < counts.types(); type++) {
            zone.offsets[type] = ZoneOffset.ofTotalSeconds(in.getInt());
            zone.daylight[type] = in.get() != 0;
            in.get();
        }
        in.position(in.position() + counts.characters() + counts.leaps() * 12 + counts.standard() + counts.ut());
        var footer = new byte[in.remaining()];
        in.get(footer);
        return zone.rules(times, typeOf, new String(footer, StandardCharsets.US_ASCII).strip());
    }

    private ZoneRules rules(long[] times, int[] typeOf, String footer) {
        var first = offsets[0];
        wall = first;
        standard = first;
        for (int i = 0; i < times.length; i++) {
            change(times[i], offsets[typeOf[i]], daylight[typeOf[i]]);
        }
        PosixRule.read(footer).ifPresent(rule -> {
            long after = times.length == 0 ? Long.MIN_VALUE : times[times.length - 1];
            int year = times.length == 0
                    ? 1970
                    : LocalDateTime.ofEpochSecond(after, 0, wall).getYear();
            for (; year <= LAST_YEAR; year++) {
                for (var change : rule.changesIn(year)) {
                    if (change.at() > after) {
                        change(change.at(), change.offset(), change.daylight());
                    }
                }
            }
        });
        return ZoneRules.of(first, first, standardChanges, changes, List.of());
    }

    private void change(long at, ZoneOffset offset, boolean isDaylight) {
        if (!offset.equals(wall)) {
            changes.add(ZoneOffsetTransition.of(LocalDateTime.ofEpochSecond(at, 0, wall), wall, offset));
            wall = offset;
        }
        if (!isDaylight && !offset.equals(standard)) {
            standardChanges.add(
                    ZoneOffsetTransition.of(LocalDateTime.ofEpochSecond(at, 0, standard), standard, offset));
            standard = offset;
        }
    }
}
