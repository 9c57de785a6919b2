package dev.interlude.chaos;

import java.util.List;

/**
 * Options of the commands of this package.
 *
 * @param write whether the figures go into the page
 */
record ChaosOptions(int minutes, long seed, boolean write) {

    private static final int QUICK = 2;

    /** @return null: they are wrong, or the usage was asked for, and that has been said */
    static ChaosOptions read(String usage, int minutes, String... args) {
        var options = new ChaosOptions(minutes, System.nanoTime() % 10_000, false);
        var left = List.of(args).iterator();
        try {
            while (left.hasNext()) {
                options = options.with(left.next(), left);
            }
            return options;
        } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
            System.err.println(usage);
            return null;
        }
    }

    private ChaosOptions with(String option, java.util.Iterator<String> left) {
        return switch (option) {
            case "--minutes" -> new ChaosOptions(Integer.parseInt(left.next()), seed, write);
            case "--quick" -> new ChaosOptions(QUICK, seed, write);
            case "--seed" -> new ChaosOptions(minutes, Long.parseLong(left.next()), write);
            case "--write" -> new ChaosOptions(minutes, seed, true);
            default -> throw new IllegalArgumentException(option);
        };
    }
}
