package dev.interlude.simulation;

import dev.interlude.chaos.Books;
import dev.interlude.chaos.Verdict;
import dev.interlude.chaos.Wrong;
import dev.interlude.support.RequestBodies;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** Drives everything to rest by its timers, without faults, then compares what callers were told, the database and Cal.com. */
final class Rest {

    private static final List<String> TIMERS = List.of(
            "platform-renew-claims",
            "saga-recover-expired",
            "webhook-recover-deliveries",
            "outbox-deliver-events",
            "outbox-deliver-follow-ups",
            "booking-expire-holds",
            "sync-recover-runs",
            "sync-repair-differences",
            "sync-expire-flags");
    private static final int ROUNDS = 40;
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private final World world;
    private final Story story;

    Rest(World world, Story story) {
        this.world = world;
        this.story = story;
    }

    static void tick(World world) {
        TIMERS.forEach(world::tick);
    }

    List<Wrong> reach() {
        world.clock.forward(LONGEST);
        settle();
        story.webhooks().deliverRest();
        settle();
        askAgain();
        settle();
        compare();
        compare();
        return verdict();
    }

    private void settle() {
        tick(world);
        for (int n = 0; n < ROUNDS && !Books.open(world.jdbc).isEmpty(); n++) {
            world.clock.forward(LONGEST);
            tick(world);
        }
    }

    private void askAgain() {
        story.customers().stream().filter(customer -> !customer.isDecided()).forEach(customer -> story.told()
                .add("repeat at rest " + customer.claim().key() + ": "
                        + customer.book(world.caller, world.node).status()));
    }

    private void compare() {
        world.caller.post("/api/v1/sync", RequestBodies.object().put("mode", "full"));
        settle();
    }

    private List<Wrong> verdict() {
        var announced = new HashSet<>(world.jdbc
                .sql("select subject from event where type = 'booking.created'")
                .query(String.class)
                .list());
        return Verdict.of(story.claims(), Books.read(world.jdbc, world.sandbox, announced));
    }
}
