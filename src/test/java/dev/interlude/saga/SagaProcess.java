package dev.interlude.saga;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A node in a process of its own, for tests that kill it. Arguments: the database's url; {@code begin} or {@code recover}. */
final class SagaProcess {

    private SagaProcess() {}

    public static void main(String[] args) throws Exception {
        try (var pool = SagaDatabase.pool(args[0], 4);
                var node = new TripNode(pool, TripNode.lease(Duration.ofSeconds(1)))) {
            if (args[1].equals("begin")) {
                begin(node);
            } else {
                recover(node);
            }
        }
    }

    private static void begin(TripNode node) {
        var never = new CountDownLatch(1);
        var booked = new CountDownLatch(2);
        node.trip.whileBooking = () -> {
            booked.countDown();
            try {
                if (booked.getCount() == 0) {
                    System.out.println("HALF-WAY " + node.trip.lastSaga);
                    never.await();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        node.send("trip-wander", "out", "back");
    }

    private static void recover(TripNode node) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    node.saga.recovery().recover();
                    return node.trip.released.size() == 2;
                });
        System.out.println("RELEASED " + node.trip.released);
    }
}
