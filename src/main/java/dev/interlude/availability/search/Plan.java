package dev.interlude.availability.search;

import dev.interlude.platform.problems.Problem.FieldError;
import java.util.List;

/** The result of a {@link PlanRequest}. */
public sealed interface Plan {

    /** It can be booked like this. */
    record Ready(Offer offer) implements Plan {}

    /**
     * It is possible, but not free.
     *
     * @param detail a sentence for a person
     */
    record Unavailable(String detail) implements Plan {}

    /** It could never be booked, whatever is free; one error per mistake. */
    record Invalid(List<FieldError> errors) implements Plan {}
}
