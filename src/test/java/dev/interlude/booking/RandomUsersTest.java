package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.sandbox.fault.Fault;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("error-handling")
@DisplayName("Users who book, move and cancel at random on one day, with a Cal.com that fails at random,")
class RandomUsersTest extends AcceptanceTest {

    private static final long SEED = 7;
    private static final List<Fault> FAULTS = List.of(
            Fault.on(Operation.CREATE).resetAfterWork(),
            Fault.on(Operation.CREATE).cutBody(),
            Fault.on(Operation.CREATE).serverError(500),
            Fault.on(Operation.CREATE).late(2_600),
            Fault.on(Operation.RESCHEDULE).resetAfterWork(),
            Fault.on(Operation.RESCHEDULE).reset(),
            Fault.on(Operation.RESCHEDULE).garbageAfterWork("html"),
            Fault.on(Operation.CANCEL).resetAfterWork(),
            Fault.on(Operation.CANCEL).serverError(502),
            Fault.on(Operation.LIST).reset(),
            Fault.on(Operation.GET).serverError(500));

    private final List<String> ids = new CopyOnWriteArrayList<>();

    @Test
    @DisplayName("get honest answers, and afterwards nobody is booked twice and both sides agree")
    void random() {
        withoutBreaker();
        var chance = new Random(SEED);
        IntStream.range(0, 20).forEach(i -> sandbox.faults()
                .add(FAULTS.get(chance.nextInt(FAULTS.size())).skip(chance.nextInt(4))));
        var users = Executors.newFixedThreadPool(8);

        var replies = IntStream.range(0, 8)
                .mapToObj(user -> CompletableFuture.supplyAsync(() -> actions(new Random(SEED + user)), users))
                .toList()
                .stream()
                .flatMap(user -> user.join().stream())
                .toList();

        users.shutdown();
        assertThat(replies).hasSize(64).extracting(Reply::status).isSubsetOf(200, 201, 202, 409, 503);
        assertThat(replies).filteredOn(r -> r.status() == 201).isNotEmpty();
        books.awaitNoOpenSaga();
        var live = calcom.liveOn(day);
        assertThat(live).allSatisfy(one -> assertThat(live)
                .filteredOn(other -> other.host.id() == one.host.id() && other.id != one.id)
                .as("others with the same host")
                .noneMatch(other -> other.start.isBefore(one.end) && one.start.isBefore(other.end)));
    }

    private List<Reply> actions(Random chance) {
        var replies = new ArrayList<Reply>();
        for (int i = 0; i < 8; i++) {
            replies.add(action(chance));
        }
        return replies;
    }

    private Reply action(Random chance) {
        var time = day.at("%02d:%02d".formatted(9 + chance.nextInt(8), 15 * chance.nextInt(4)));
        var kind = chance.nextInt(10);
        if (kind < 5 || ids.isEmpty()) {
            var service = List.of("haircut", "colour-and-style", "full-treatment", "perm")
                    .get(chance.nextInt(4));
            var reply = caller.book(RequestBodies.booking(service, time));
            if (reply.status() < 300) {
                ids.add(reply.id());
            }
            return reply;
        }
        var id = ids.get(chance.nextInt(ids.size()));
        return kind < 8 ? caller.move(id, RequestBodies.to(time)) : caller.cancel(id);
    }
}
