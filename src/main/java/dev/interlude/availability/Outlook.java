package dev.interlude.availability;

import java.util.HashMap;
import java.util.Map;

/**
 * What every start promises before any way is searched: the measure the order is named for, at its best. Worked out from the
 * last segment back, without pauses and ties, and where somebody different must follow as if anybody might. So no way is
 * better than its start promises, and most starts have one that is as good.
 */
final class Outlook {

    private final Material material;

    private Outlook(Material material) {
        this.material = material;
    }

    /** For the starts of the first segment in {@code [from, to]}, whoever does it. */
    static Promises of(Material material, long from, long to) {
        var outlook = new Outlook(material);
        var first = outlook.anybody(outlook.byStaff(0, from, to));
        return first.map(material::measure);
    }

    private Promises anybody(Map<String, Promises> byStaff) {
        var anybody = Promises.NONE;
        for (var one : byStaff.values()) {
            anybody = anybody.or(one, material.steps());
        }
        return anybody;
    }

    private Map<String, Promises> byStaff(int segment, long from, long to) {
        var choice = material.choices().get(segment);
        boolean last = material.isLast(segment);
        var next = last
                ? Map.<String, Promises>of()
                : byStaff(segment + 1, from + choice.leastToNext(), to + choice.mostToNext());
        var changed =
                anybody(next).map((least, start) -> least + material.weights().changeA());
        var found = new HashMap<String, Promises>();
        for (int s = 0; s < choice.staff().size(); s++) {
            var staff = choice.staff().get(s);
            var free = material.free(segment, s, from, to);
            var here = new Promises(free, material.idleBeside(segment, s, free));
            var same = next.getOrDefault(staff, Promises.NONE);
            found.put(
                    staff, last ? ending(here, choice) : leading(here, choice, following(segment + 1, same, changed)));
        }
        return found;
    }

    private Promises ending(Promises here, Choice choice) {
        long weight = material.weights().endA();
        return here.map((idle, start) -> idle + (start + choice.seconds()) * weight);
    }

    private Promises leading(Promises here, Choice choice, Promises next) {
        return here.plus(next.after(here.starts(), choice.leastToNext(), choice.mostToNext(), material.steps()));
    }

    /** What may follow somebody: they themselves, or another, for whom the customer changes hands. */
    private Promises following(int segment, Promises same, Promises changed) {
        boolean changeCosts = material.weights().changeA() > 0;
        return switch (material.choices().get(segment).segment().staffRule()) {
            case SAME -> same;
            case DIFFERENT -> changed;
            case ANY -> changeCosts ? same.or(changed, material.steps()) : changed;
        };
    }
}
