package dev.interlude.saga;

/**
 * The open sagas of one state.
 *
 * @param oldestSeconds since the oldest of them began
 */
public record OpenFigures(long sagas, long oldestSeconds) {

    public static final OpenFigures NONE = new OpenFigures(0, 0);
}
