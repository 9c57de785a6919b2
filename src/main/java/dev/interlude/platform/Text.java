package dev.interlude.platform;

/**
 * A caller's text on its way through a route. Where a route passes a mere String to a bean, Camel strips enclosing
 * quotes and reads the text {@code null} as no value.
 */
public record Text(String written) implements CharSequence {

    @Override
    public int length() {
        return written.length();
    }

    @Override
    public char charAt(int index) {
        return written.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return written.subSequence(start, end);
    }

    @Override
    public String toString() {
        return written;
    }
}
