package dev.interlude.chaos;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.interlude.chaos.Books.Here;
import dev.interlude.chaos.Books.There;
import dev.interlude.chaos.Request.Claim;
import dev.interlude.chaos.Request.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what callers were told with the database and with Cal.com, item by item. */
public final class Verdict {

    private final List<Claim> claims;
    private final Books books;
    private final Map<String, Here> byId;
    private final Map<String, List<Here>> byEmail;
    private final Map<String, List<There>> thereByBooking;
    private final Map<String, Claim> claimByEmail;
    private final List<Wrong> wrongs = new ArrayList<>();

    private Verdict(List<Claim> claims, Books books) {
        this.claims = claims;
        this.books = books;
        byId = books.here().stream().collect(toMap(Here::id, identity()));
        byEmail = books.here().stream().filter(Here::stands).collect(groupingBy(Here::email));
        thereByBooking =
                books.there().stream().filter(there -> there.booking() != null).collect(groupingBy(There::booking));
        claimByEmail = claims.stream().collect(toMap(Claim::email, identity()));
    }

    public static List<Wrong> of(List<Claim> claims, Books books) {
        var verdict = new Verdict(claims, books);
        claims.forEach(verdict::judge);
        books.here().forEach(verdict::judge);
        verdict.judgeCalcom();
        verdict.judgeOverlaps();
        books.held().forEach(held -> verdict.wrong(Wrong.Kind.ORPHANED, "held without a booking: " + held));
        books.open().forEach(open -> verdict.wrong(Wrong.Kind.OPEN, open));
        return verdict.wrongs;
    }

    private void judge(Claim claim) {
        var standing = byEmail.getOrDefault(claim.email(), List.of());
        switch (claim.told()) {
            case NOTHING -> wrong(Wrong.Kind.OPEN, claim + " was never answered");
            case BOOKED -> claim.booked().forEach((id, start) -> judgeBooked(claim, id, byId.get(id), start));
            case NOT_BOOKED ->
                standing.forEach(here -> wrong(Wrong.Kind.CONTRADICTED, claim + ": booking " + here.id() + " stands"));
            case UNSURE -> {}
        }
        var most = claim.told() == Told.BOOKED ? claim.booked().size() : claim.most();
        if (claim.told() != Told.NOT_BOOKED && standing.size() > most) {
            wrong(
                    Wrong.Kind.DOUBLED,
                    claim + ": bookings " + standing.stream().map(Here::id).toList() + " stand, "
                            + claim.booked().keySet() + " were told");
        }
    }

    private void judgeBooked(Claim claim, String id, Here here, java.time.Instant start) {
        if (here == null || !here.stands()) {
            wrong(Wrong.Kind.LOST, claim + ": booking " + id + " is " + (here == null ? "unknown" : here.status()));
        } else if (start != null && !start.equals(here.start())) {
            wrong(Wrong.Kind.LOST, claim + ": booking " + id + " was to begin at " + start + ", not " + here.start());
        }
        if (!books.announced().contains(id)) {
            wrong(Wrong.Kind.NOT_ANNOUNCED, claim + ": booking " + id);
        }
    }

    /** The parts of one booking, here and in Cal.com. */
    private void judge(Here here) {
        var live = here.live();
        var name = "booking " + here.id() + " (" + here.status() + ", " + claimByEmail.get(here.email()) + ")";
        if (here.stands() && live.size() < here.parts().size() || !here.stands() && !live.isEmpty()) {
            wrong(Wrong.Kind.PARTLY_BOOKED, name + " has the parts " + here.parts());
        }
        var uids = books.there().stream().map(There::uid).collect(Collectors.toSet());
        var missing = live.stream().filter(part -> !uids.contains(part.uid())).toList();
        if (!missing.isEmpty()) {
            wrong(
                    missing.size() < live.size() ? Wrong.Kind.PARTLY_BOOKED : Wrong.Kind.LOST,
                    name + " has no " + missing + " in Cal.com");
        }
        thereByBooking.getOrDefault(here.id(), List.of()).stream().collect(groupingBy(There::segment)).values().stream()
                .filter(same -> same.size() > 1)
                .forEach(same -> wrong(Wrong.Kind.DOUBLED, name + " is in Cal.com as " + same));
    }

    private void judgeCalcom() {
        Map<String, Books.Part> known = books.here().stream()
                .flatMap(here -> here.live().stream())
                .filter(part -> part.uid() != null)
                .collect(toMap(Books.Part::uid, identity(), (one, same) -> one));
        for (var there : books.there()) {
            var part = known.get(there.uid());
            if (part == null) {
                wrong(
                        there.booking() == null ? Wrong.Kind.LOST : Wrong.Kind.ORPHANED,
                        there + " stands in Cal.com and not here");
            } else if (!part.start().equals(there.start()) || !part.end().equals(there.end())) {
                wrong(Wrong.Kind.LOST, there + " is here from " + part.start() + " to " + part.end());
            }
        }
    }

    /** Of ours only: what others make in Cal.com at the same instant is for Cal.com to refuse. */
    private void judgeOverlaps() {
        books.there().stream()
                .filter(there -> there.booking() != null)
                .collect(groupingBy(There::host))
                .values()
                .forEach(this::judgeOverlaps);
    }

    private void judgeOverlaps(List<There> ofOneHost) {
        var inOrder = ofOneHost.stream()
                .sorted(java.util.Comparator.comparing(There::start))
                .toList();
        for (int n = 1; n < inOrder.size(); n++) {
            if (inOrder.get(n).start().isBefore(inOrder.get(n - 1).end())) {
                wrong(Wrong.Kind.OVERLAPPING, inOrder.get(n - 1) + " and " + inOrder.get(n));
            }
        }
    }

    private void wrong(Wrong.Kind kind, String what) {
        wrongs.add(new Wrong(kind, what));
    }
}
