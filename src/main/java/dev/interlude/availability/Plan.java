package dev.interlude.availability;

import dev.interlude.platform.Problem.FieldError;
import java.util.List;

/** What became of a {@link Wish}. */
public sealed interface Plan {

    /** It can be booked like this. */
    record Ready(Offer offer) implements Plan {}

    /**
     * It is possible, but not free.
     *
     * @param detail a sentence for a person
     */
    record Unavailable(String detail) implements Plan {}

    /** It could not be fulfilled whatever is free; one error a mistake. */
    record Invalid(List<FieldError> errors) implements Plan {}
}
