package dev.interlude.cli.setup;

import dev.interlude.cli.CommandFailed;
import dev.interlude.cli.Progress;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/** Waits out what passes by itself: a limit of requests or of calls, a Cal.com that is away for a moment. */
final class Patience {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 120;
    private static final Set<String> PASSING =
            Set.of("RATE_LIMITED", "UNAVAILABLE", "CALCOM_UNAVAILABLE", "IN_PROGRESS");

    private Patience() {}

    /** @throws CommandFailed what the last attempt said, if it has not passed after two minutes */
    static <T> T until(Supplier<T> request) throws InterruptedException {
        for (var attempt = 1; ; attempt++) {
            try {
                return request.get();
            } catch (CommandFailed e) {
                if (!PASSING.contains(e.code()) || attempt == ATTEMPTS) {
                    throw e;
                }
                Progress.rest(PAUSE);
            }
        }
    }
}
