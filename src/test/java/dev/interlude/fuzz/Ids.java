package dev.interlude.fuzz;

import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Pattern;

/** Ids for requests to come: those that answers to requests of ours have named, so that a change finds something to change. */
final class Ids {

    private static final Pattern MADE = Pattern.compile("\"id\" ?: ?\"([0-9a-f-]{36})\"");
    private static final int KEPT = 200;
    /** Far beyond those of the catalog: what is deleted is nothing that others need. */
    private static final int FOREIGN = 1_000_000;

    private final ConcurrentLinkedDeque<String> made = new ConcurrentLinkedDeque<>();

    /** @param body the answer to a request that made something */
    void learn(String body) {
        MADE.matcher(body).results().forEach(found -> {
            made.addLast(found.group(1));
            if (made.size() > KEPT) {
                made.pollFirst();
            }
        });
    }

    String uuid(Random random) {
        var known = made.toArray(String[]::new);
        return known.length == 0 || random.nextInt(5) == 0
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : known[random.nextInt(known.length)];
    }

    long number(Random random) {
        return FOREIGN + random.nextInt(FOREIGN);
    }
}
