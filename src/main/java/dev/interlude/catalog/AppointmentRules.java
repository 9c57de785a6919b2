package dev.interlude.catalog;

import java.util.Optional;

/**
 * What must hold between the appointments of one customer, for a service.
 *
 * @param requires what the customer must have had before; null: nothing
 * @param everyAtLeast how far two appointments of the service are apart at least; null: any time
 * @param oneOpen whether a customer has at most one appointment of the service to come
 */
public record AppointmentRules(Requirement requires, Span everyAtLeast, boolean oneOpen) {

    public static final AppointmentRules NONE = new AppointmentRules(null, null, false);

    /**
     * An appointment that must come before.
     *
     * @param service its id
     * @param atLeast how long before it must end
     * @param within how long before it may begin; null: at any time
     */
    public record Requirement(String service, Span atLeast, Span within) {}

    public Optional<Requirement> required() {
        return Optional.ofNullable(requires);
    }

    public Optional<Span> interval() {
        return Optional.ofNullable(everyAtLeast);
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
