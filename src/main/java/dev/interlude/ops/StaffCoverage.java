package dev.interlude.ops;

import dev.interlude.catalog.Catalog;
import dev.interlude.webhook.RegistrationView;
import dev.interlude.webhook.jdbc.RegistrationLedger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How changes made in Cal.com reach us, for each staff member. A user's webhook only covers bookings that user
 * organizes, so it depends on whose keys have registered one.
 */
public class StaffCoverage {

    static final String TOLD = "told";
    static final String UNSEEN = "unseen";
    static final String UNKNOWN = "unknown";

    private final Catalog catalog;
    private final CatalogCheck check;
    private final RegistrationLedger registrations;
    private final String compared;

    /** @param compared how often staff without webhooks are compared, in words */
    public StaffCoverage(Catalog catalog, CatalogCheck check, RegistrationLedger registrations, String compared) {
        this.catalog = catalog;
        this.check = check;
        this.registrations = registrations;
        this.compared = compared;
    }

    /** @param todo null if there is nothing to do */
    public record StaffState(String staff, String state, String todo) {}

    /** The registration of an account, and what it means for each of its staff. */
    public Map<String, Object> with(RegistrationView view) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("account", view.account());
        shown.put("registered", view.registered());
        shown.put("subscriberUrl", view.subscriberUrl());
        shown.put("triggers", view.triggers());
        shown.put("active", view.active());
        shown.put("staff", states(view.account()));
        return shown;
    }

    /** Whether webhooks miss a staff member, so that frequent comparisons are worth their calls. */
    public boolean anyUntold() {
        return accounts().stream().flatMap(account -> states(account).stream()).anyMatch(state -> !state.state()
                .equals(TOLD));
    }

    /** Staff whose changes in Cal.com reach us neither by webhook nor by comparison. */
    List<StaffState> unseen() {
        return accounts().stream()
                .flatMap(account -> states(account).stream())
                .filter(state -> state.state().equals(UNSEEN))
                .toList();
    }

    /** The parts of the health page about the catalog and the staff. */
    public Map<String, Object> addTo(Map<String, Object> page) {
        var staff = new LinkedHashMap<String, Object>();
        accounts().forEach(account -> states(account).forEach(state -> staff.put(state.staff(), state.state())));
        page.put("staff", staff);
        page.put("catalog", check.figures());
        return page;
    }

    List<StaffState> states(String account) {
        var checked = check.last();
        var notified = registeredUsers(account, checked);
        return catalog.staffAt(account).stream()
                .map(staff -> state(account, staff, checked, notified))
                .toList();
    }

    private StaffState state(String account, String staff, CheckedCatalog checked, Set<Long> notified) {
        var types = checked.eventTypes().stream()
                .filter(type -> type.account().equals(account) && type.staff().equals(staff))
                .toList();
        if (types.isEmpty()) {
            return new StaffState(staff, UNKNOWN, null);
        }
        var owner = types.stream()
                .map(CheckedEventType::owner)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(checked.holders().get(account + "/" + staff));
        if (owner != null
                && notified.contains(owner)
                && types.stream()
                        .allMatch(type -> type.owner() == null || type.owner().equals(owner))) {
            return new StaffState(staff, TOLD, null);
        }
        var seen = types.stream().allMatch(type -> type.reach().isSeenBySync());
        return new StaffState(staff, seen ? compared : UNSEEN, todo(staff, seen));
    }

    private static String todo(String staff, boolean seen) {
        return "Give %s's own Cal.com key in CALCOM_STAFF_KEYS and register again%s"
                .formatted(staff, seen ? "." : ", and let the account's key administer this person.");
    }

    /** The Cal.com users whose keys have registered a webhook. */
    private Set<Long> registeredUsers(String account, CheckedCatalog checked) {
        var users = new HashSet<Long>();
        registrations.registered().stream()
                .filter(key -> key.equals(account) || key.startsWith(account + "/"))
                .map(checked.holders()::get)
                .filter(Objects::nonNull)
                .forEach(users::add);
        return users;
    }

    private Set<String> accounts() {
        return catalog.services().values().stream()
                .map(service -> service.account())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
