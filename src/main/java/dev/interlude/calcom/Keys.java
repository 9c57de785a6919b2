package dev.interlude.calcom;

import dev.interlude.catalog.Catalog;
import dev.interlude.platform.start.StartRefused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All keys for Cal.com: one per account, and those of its staff. A key of a staff member has the name
 * {@code account/staff} and a budget and breakers of its own, because Cal.com counts calls by key.
 */
final class Keys {

    /** Stands for the id of each staff member. */
    private static final String ANY = "*";

    private Keys() {}

    static Map<String, CalcomSettings.AccountSettings> of(CalcomSettings settings, Catalog catalog) {
        var keys = new LinkedHashMap<>(settings.accounts());
        settings.accounts().forEach((id, account) -> ofStaff(id, account.staffKeys(), catalog)
                .forEach((staff, key) -> keys.put(name(id, staff), account.withKey(key))));
        return keys;
    }

    static String name(String account, String staff) {
        return account + "/" + staff;
    }

    private static Map<String, String> ofStaff(String account, String written, Catalog catalog) {
        var keys = new LinkedHashMap<String, String>();
        if (written == null || written.isBlank()) {
            return keys;
        }
        var staff = catalog.staffAt(account);
        for (var pair : written.split(",")) {
            var parts = pair.strip().split("=", 2);
            if (parts.length < 2 || parts[1].isBlank()) {
                throw refused(account, "write each as staff=key, with a comma between two");
            }
            if (parts[0].equals(ANY)) {
                staff.forEach(id -> keys.put(id, parts[1].replace(ANY, id)));
            } else if (staff.contains(parts[0])) {
                keys.put(parts[0], parts[1]);
            } else {
                throw refused(
                        account,
                        "the catalog has no staff member '%s' who works at this account; it has %s"
                                .formatted(parts[0], String.join(", ", List.copyOf(staff))));
            }
        }
        return keys;
    }

    private static StartRefused refused(String account, String why) {
        return new StartRefused(
                "The setting interlude.calcom.accounts.%s.staff-keys is wrong: %s".formatted(account, why));
    }
}
