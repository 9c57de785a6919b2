package dev.interlude.platform.problems;

/** An exception that says in our own words what happened: its reason may be stored and shown. */
public interface Explained {

    /** One sentence without personal data. */
    String reason();
}
