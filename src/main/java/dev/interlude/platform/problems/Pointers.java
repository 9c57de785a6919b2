package dev.interlude.platform.problems;

/** JSON pointers, RFC 6901. */
public final class Pointers {

    private Pointers() {}

    public static String escaped(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }
}
