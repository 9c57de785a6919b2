package dev.interlude.catalog;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What the salon sells and who does it, as read from {@code config/catalog.yaml}.
 *
 * @param timeZone the salon's zone, used where a request names none
 * @param account the Cal.com account of every service that names no other
 * @param staff by id, in the order of the file
 * @param services by id, in the order of the file
 */
public record Catalog(ZoneId timeZone, String account, Map<String, StaffMember> staff, Map<String, Service> services) {

    public Optional<Service> service(String id) {
        return Optional.ofNullable(services.get(id));
    }

    /** Which service an event type of an account is a part of. */
    public Optional<Service> serviceOf(String accountId, long eventType) {
        return services.values().stream()
                .filter(s ->
                        s.account().equals(accountId) && s.segmentOf(eventType).isPresent())
                .findFirst();
    }
}
