package dev.interlude.availability;

import dev.interlude.platform.Problem;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One read that is under way, and all who wait for it. */
final class SlotFlight {

    /** A read that has not ended by then never will. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int RETRY_SOON = 5;

    private final List<SlotWeek> weeks;
    private final Instant began;
    private final Set<SlotWeek> asked = new HashSet<>();
    private final Set<SlotWeek> overtaken = new HashSet<>();
    private final CompletableFuture<Map<SlotWeek, KnownSlots>> arrival = new CompletableFuture<>();

    SlotFlight(List<SlotWeek> weeks, Instant began) {
        this.weeks = List.copyOf(weeks);
        this.began = began;
    }

    List<SlotWeek> weeks() {
        return weeks;
    }

    SlotRead read() {
        return SlotWeek.read(weeks);
    }

    /** Somebody waits for this week of it; the others only come along. */
    void ask(SlotWeek week) {
        asked.add(week);
    }

    Set<SlotWeek> asked() {
        return asked;
    }

    boolean hasEnded() {
        return arrival.isDone();
    }

    /** Whether whoever flew it must have been lost on the way. */
    boolean isLost(Instant now) {
        return began.plus(LONGEST).isBefore(now);
    }

    /** A diary has changed meanwhile: what comes may be from before. */
    void overtake(SlotWeek week) {
        overtaken.add(week);
    }

    boolean isOvertaken(SlotWeek week) {
        return overtaken.contains(week);
    }

    void land(Map<SlotWeek, KnownSlots> brought) {
        arrival.complete(brought);
    }

    void fail(Problem problem) {
        arrival.completeExceptionally(new Refused(problem));
    }

    /**
     * @param deadline of {@link System#nanoTime}
     * @throws Refused with what the read failed of, or because it takes too long
     */
    Map<SlotWeek, KnownSlots> await(long deadline) {
        try {
            return arrival.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new Refused(((Refused) e.getCause()).problem());
        } catch (TimeoutException e) {
            throw unavailable("Cal.com has not told its free times in time.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("Interlude is being stopped.");
        }
    }

    static Refused unavailable(String detail) {
        return new Refused(Problem.of(ProblemCode.CALCOM_UNAVAILABLE, detail).withRetryAfter(RETRY_SOON));
    }
}
