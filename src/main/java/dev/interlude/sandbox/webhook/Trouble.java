package dev.interlude.sandbox.webhook;

/**
 * What goes wrong with deliveries, by chance but with a seed.
 *
 * @param lost probability that a delivery is never made
 * @param doubled probability that it is made twice
 * @param late probability that it is made only after the answer
 * @param lateMillis how long after
 */
public record Trouble(double lost, double doubled, double late, long lateMillis, long seed) {

    public static final Trouble NONE = new Trouble(0, 0, 0, 0, 0);

    public static Trouble losing(double probability, long seed) {
        return new Trouble(probability, 0, 0, 0, seed);
    }

    public static Trouble doubling(double probability, long seed) {
        return new Trouble(0, probability, 0, 0, seed);
    }

    public static Trouble delaying(double probability, long millis, long seed) {
        return new Trouble(0, 0, probability, millis, seed);
    }
}
