package dev.interlude.simulation;

import dev.interlude.sandbox.webhook.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What Cal.com would have told: some of it is delivered, in any order, some of it twice, some never. */
final class Webhooks {

    private static final int LOST_PERCENT = 20;
    private static final int DOUBLED_PERCENT = 20;

    private final World world;
    private final Random random;
    private final List<Delivery> waiting = new ArrayList<>();
    private long seen;

    Webhooks(World world, Random random) {
        this.world = world;
        this.random = random;
        var before = world.sandbox.deliveries();
        this.seen = before.isEmpty() ? 0 : before.get(before.size() - 1).seq();
    }

    /** Delivers one half or so; answers with how many. */
    int deliverSome() {
        return deliver(random.nextInt(100));
    }

    int deliverRest() {
        return deliver(100);
    }

    private int deliver(int percent) {
        for (var delivery : world.sandbox.deliveries()) {
            if (delivery.seq() > seen) {
                seen = delivery.seq();
                if (random.nextInt(100) >= LOST_PERCENT) {
                    waiting.add(delivery);
                }
            }
        }
        Collections.shuffle(waiting, random);
        var now = new ArrayList<>(waiting.subList(0, waiting.size() * percent / 100));
        waiting.removeAll(now);
        now.forEach(delivery -> {
            send(delivery);
            if (random.nextInt(100) < DOUBLED_PERCENT) {
                send(delivery);
            }
        });
        return now.size();
    }

    private void send(Delivery delivery) {
        world.fromCalcom.deliver("", delivery.body().getBytes(StandardCharsets.UTF_8), delivery.signature());
    }
}
