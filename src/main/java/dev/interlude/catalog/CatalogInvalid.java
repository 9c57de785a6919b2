package dev.interlude.catalog;

import java.util.List;

/** The catalog cannot be used; the message names every mistake, one a line, with file, line and what to write instead. */
public final class CatalogInvalid extends RuntimeException {

    private final transient List<String> mistakes;

    CatalogInvalid(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
