package dev.interlude.catalog;

/** Who may do a segment, relative to the person who did the one before. */
public enum StaffRule {
    ANY,
    SAME,
    DIFFERENT;

    public boolean allows(String before, String candidate) {
        return switch (this) {
            case ANY -> true;
            case SAME -> before.equals(candidate);
            case DIFFERENT -> !before.equals(candidate);
        };
    }
}
