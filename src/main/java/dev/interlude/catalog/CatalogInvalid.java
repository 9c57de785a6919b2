package dev.interlude.catalog;

import dev.interlude.platform.start.StartRefused;
import java.util.List;

/** The catalog cannot be used; the message names every mistake, one a line, with file, line and what to write instead. */
public final class CatalogInvalid extends StartRefused {

    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    CatalogInvalid(List<String> mistakes) {
        super(String.join("\n", mistakes), "Correct what is named, or set INTERLUDE_CATALOG to another file.");
        this.mistakes = List.copyOf(mistakes);
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
