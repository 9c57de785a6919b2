package dev.interlude.saga;

import java.util.UUID;

/** Names one saga; its text is what Camel carries in the header {@code Long-Running-Action}. */
public record SagaId(UUID value) {

    public static SagaId random() {
        return new SagaId(UUID.randomUUID());
    }

    /** @throws IllegalArgumentException when the text is no saga id of ours */
    public static SagaId of(String text) {
        return new SagaId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
