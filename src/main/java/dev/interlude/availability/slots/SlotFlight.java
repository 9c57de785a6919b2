package dev.interlude.availability.slots;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
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

/** A read in progress, and its waiters. */
final class SlotFlight {

    /** A read that has not ended by then never will. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int RETRY_SOON = 5;

    private final List<SlotWeek> weeks;
    private final SlotRead read;
    private final Instant began;
    private final Set<SlotWeek> asked = new HashSet<>();
    private final Set<SlotWeek> overtaken = new HashSet<>();
    private final CompletableFuture<Map<SlotWeek, KnownSlots>> arrival = new CompletableFuture<>();

    SlotFlight(List<SlotWeek> weeks, Instant began) {
        this.weeks = List.copyOf(weeks);
        this.read = SlotWeek.read(weeks);
        this.began = began;
    }

    List<SlotWeek> weeks() {
        return weeks;
    }

    /** The same object each time, by which the read is told from another of the same weeks. */
    SlotRead read() {
        return read;
    }

    /** Marks a week that a caller waits for; the others are read ahead. */
    void ask(SlotWeek week) {
        asked.add(week);
    }

    Set<SlotWeek> asked() {
        return asked;
    }

    boolean hasEnded() {
        return arrival.isDone();
    }

    /** Whether its reader must have died. */
    boolean isLost(Instant now) {
        return began.plus(LONGEST).isBefore(now);
    }

    /** A diary changed meanwhile: the result may be outdated. */
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
     * @throws Refused if the read failed or takes too long
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

    /** @param blocked whether it is Cal.com that takes no more, not our own limit */
    static Problem noCallLeft(int seconds, boolean blocked) {
        return blocked
                ? Problem.of(
                                ProblemCode.CALCOM_UNAVAILABLE,
                                "Cal.com takes no more calls from this account for the moment.")
                        .withRetryAfter(seconds)
                : Problem.of(
                                ProblemCode.UNAVAILABLE,
                                "Interlude has used up the calls to Cal.com that it may make at the moment.")
                        .withRetryAfter(seconds);
    }

    /** Why a read failed. */
    static Problem problem(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused.problem();
            }
        }
        return unavailable("The free times could not be read.").problem();
    }

    static Refused unavailable(String detail) {
        return new Refused(Problem.of(ProblemCode.CALCOM_UNAVAILABLE, detail).withRetryAfter(RETRY_SOON));
    }
}
