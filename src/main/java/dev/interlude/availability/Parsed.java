package dev.interlude.availability;

import dev.interlude.platform.problems.Problem.FieldError;
import java.util.List;
import java.util.Optional;

/** The result of reading a field: its value or an error. */
public sealed interface Parsed<T> {

    record Value<T>(T value) implements Parsed<T> {}

    record Wrong<T>(List<FieldError> errors) implements Parsed<T> {}

    static <T> Parsed<T> wrong(String pointer, String detail) {
        return new Wrong<>(List.of(new FieldError(pointer, detail)));
    }

    /** The value; or empty, after adding the error to a list. */
    default Optional<T> orAddTo(List<FieldError> errors) {
        if (this instanceof Value<T> read) {
            return Optional.of(read.value());
        }
        if (this instanceof Wrong<T> wrong) {
            errors.addAll(wrong.errors());
        }
        return Optional.empty();
    }
}
