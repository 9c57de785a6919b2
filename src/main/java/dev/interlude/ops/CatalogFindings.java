package dev.interlude.ops;

import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.EventTypeAtCalcom;
import dev.interlude.ops.CheckedEventType.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Compares the catalog with Cal.com's event types and says what to do about each difference. */
final class CatalogFindings {

    private final List<Finding> findings = new ArrayList<>();

    private CatalogFindings() {}

    static List<Finding> of(
            Catalog catalog,
            List<CheckedEventType> checked,
            Function<CheckedEventType, EventTypeAtCalcom> atCalcom,
            Map<String, Long> holders,
            Collection<String> refusedKeys) {
        var all = new CatalogFindings();
        refusedKeys.forEach(key -> all.findings.add(new Finding(
                key, null, null, false, "Cal.com does not accept the key %s, or could not be asked.".formatted(key))));
        for (var type : checked) {
            all.reach(type);
            var there = atCalcom.apply(type);
            if (there != null) {
                all.length(catalog, type, there);
                all.warnings(type, there);
            }
        }
        all.hosts(checked, holders);
        return List.copyOf(new LinkedHashSet<>(all.findings));
    }

    private void reach(CheckedEventType type) {
        switch (type.reach()) {
            case MISSING -> error(type, "does not exist in Cal.com: correct its id in the catalog, or create it.");
            case UNLISTED ->
                error(
                        type,
                        "belongs to a user whom the account's key does not administer: changes made there in Cal.com are never"
                                + " compared. Add its owner to the team of the key's owner, or use a key that administers it.");
            case UNCERTAIN ->
                warning(
                        type,
                        "cannot be read with the account's key. Whether its bookings are compared is known once there is one.");
            case LISTED ->
                warning(
                        type,
                        "cannot be read with the account's key, though its bookings can: check its length yourself.");
            case UNASKED -> warning(type, "could not be checked, because Cal.com did not answer.");
            case READABLE -> {}
        }
    }

    private void length(Catalog catalog, CheckedEventType type, EventTypeAtCalcom there) {
        var minutes = catalog.service(type.service())
                .flatMap(service -> service.segmentOf(type.id()))
                .orElseThrow()
                .minutes(type.staff());
        if (minutes != there.lengthInMinutes()) {
            error(
                    type,
                    "takes %d minutes in Cal.com and %d in the catalog: change one of the two."
                            .formatted(there.lengthInMinutes(), minutes));
        }
    }

    private void warnings(CheckedEventType type, EventTypeAtCalcom there) {
        if (there.confirmed()) {
            warning(type, "must be confirmed by its host: bookings stay PENDING until then.");
        }
        if (there.hidden()) {
            warning(type, "is hidden in Cal.com.");
        }
        if (there.hosts() > 1) {
            warning(
                    type,
                    "has %d hosts: Cal.com may book another person than the catalog says.".formatted(there.hosts()));
        }
    }

    /** One person in the catalog must be one Cal.com user. */
    private void hosts(List<CheckedEventType> checked, Map<String, Long> holders) {
        var owners = new LinkedHashMap<String, Set<Long>>();
        for (var type : checked) {
            if (type.owner() != null) {
                owners.computeIfAbsent(type.account() + "/" + type.staff(), key -> new LinkedHashSet<>())
                        .add(type.owner());
            }
        }
        owners.forEach((key, users) -> {
            var account = key.split("/")[0];
            var staff = key.split("/")[1];
            if (users.size() > 1) {
                findings.add(new Finding(
                        account,
                        staff,
                        null,
                        false,
                        "The event types of %s belong to %d different users of Cal.com: give each person the event types of their own."
                                .formatted(staff, users.size())));
            }
            if (holders.containsKey(key) && !users.contains(holders.get(key))) {
                findings.add(new Finding(
                        account,
                        staff,
                        null,
                        false,
                        "The key given for %s is the key of another user of Cal.com: it does not cover this person's bookings."
                                .formatted(staff)));
            }
        });
    }

    private void error(CheckedEventType type, String text) {
        add(type, false, text);
    }

    private void warning(CheckedEventType type, String text) {
        add(type, true, text);
    }

    private void add(CheckedEventType type, boolean warning, String text) {
        findings.add(new Finding(type.account(), type.staff(), type.id(), warning, type.place() + " " + text));
    }
}
