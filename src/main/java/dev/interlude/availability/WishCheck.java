package dev.interlude.availability;

import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Problem.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Says what about a wish could never be fulfilled, whatever is free; needs no slots. */
public final class WishCheck {

    private final Wish wish;
    private final List<FieldError> errors = new ArrayList<>();

    private WishCheck(Wish wish) {
        this.wish = wish;
    }

    /** Every mistake with its JSON pointer; empty if some slots would fulfil the wish. */
    public static List<FieldError> check(
            Service service, Instant start, Optional<String> staff, List<WishedSegment> segments) {
        return check(new Wish(service, start, staff, segments));
    }

    public static List<FieldError> check(Wish wish) {
        var check = new WishCheck(wish);
        check.keys();
        if (check.errors.isEmpty()) {
            check.errors.addAll(WishedStaff.check(wish));
            check.errors.addAll(WishedStarts.check(wish));
        }
        return List.copyOf(check.errors);
    }

    private void keys() {
        var keys = wish.service().segments().stream().map(Segment::key).toList();
        int last = -1;
        for (int i = 0; i < wish.segments().size(); i++) {
            var key = wish.segments().get(i).key();
            int position = keys.indexOf(key);
            if (position < 0) {
                wrong(
                        i,
                        "key",
                        "%s has no segment '%s'; write one of %s"
                                .formatted(wish.service().id(), key, list(keys)));
            } else if (position == last) {
                wrong(i, "key", "%s is named twice; name every segment once".formatted(key));
            } else if (position < last) {
                wrong(
                        i,
                        "key",
                        "%s comes before %s; write them in the order %s".formatted(key, keys.get(last), list(keys)));
            }
            last = Math.max(last, position);
        }
    }

    private void wrong(int index, String member, String detail) {
        errors.add(new FieldError("/segments/" + index + "/" + member, detail));
    }

    private static String list(Collection<String> words) {
        return String.join(", ", words);
    }
}
