package dev.interlude.platform.database;

import dev.interlude.platform.start.StartRefused;

/** The embedded database cannot be used. */
public final class DatabaseUnusable extends StartRefused {

    DatabaseUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
