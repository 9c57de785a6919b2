package dev.interlude.availability;

import static java.util.stream.Collectors.joining;

import dev.interlude.catalog.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** When something may begin after something else: spans of minutes, ascending, which neither overlap nor touch. */
record Spans(List<Span> spans) {

    static final Spans NOW = new Spans(List.of(new Span(0, 0)));

    record Span(long least, long most) {}

    /** All of them together. */
    static Spans of(Collection<Spans> several) {
        return several.stream().reduce(new Spans(List.of()), Spans::or);
    }

    Spans or(Spans other) {
        var merged = new ArrayList<Span>();
        Stream.concat(spans.stream(), other.spans.stream())
                .sorted(Comparator.comparingLong(Span::least))
                .forEach(span -> {
                    var last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
                    if (last != null && span.least() <= last.most()) {
                        merged.set(merged.size() - 1, new Span(last.least(), Math.max(last.most(), span.most())));
                    } else {
                        merged.add(span);
                    }
                });
        return new Spans(List.copyOf(merged));
    }

    /** When the segment behind one on these terms may begin. */
    Spans after(Terms terms) {
        return new Spans(spans.stream()
                        .map(span -> new Span(span.least() + terms.least(), span.most() + terms.most()))
                        .toList())
                .or(new Spans(List.of()));
    }

    boolean contain(Duration distance) {
        return spans.stream()
                .anyMatch(span -> distance.compareTo(Duration.ofMinutes(span.least())) >= 0
                        && distance.compareTo(Duration.ofMinutes(span.most())) <= 0);
    }

    static String range(long min, long max) {
        return min == max ? "" + min : min + " to " + max;
    }

    /** For a sentence: {@code 40 or 45 to 60}. */
    @Override
    public String toString() {
        return spans.stream().map(span -> range(span.least(), span.most())).collect(joining(" or "));
    }
}
