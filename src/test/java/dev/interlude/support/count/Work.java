package dev.interlude.support.count;

import dev.interlude.sandbox.Sandbox;
import dev.interlude.support.Reply;
import dev.interlude.support.Upstream;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a request costs until it is answered; of the database without the shared budget of calls, which is asked for many
 * calls at once, and without what happens later.
 *
 * @param statements in their order, {@code commit} where one ended
 * @param commits those that had something to write
 * @param copies of exchanges
 * @param calls to Cal.com
 */
public record Work(Reply reply, List<String> statements, int commits, int copies, long calls) {

    private static final Pattern WRITES = Pattern.compile("\\b(insert into|update (?!skip|of)|delete from)\\b");
    private static final Pattern LATER = Pattern.compile("seda://(outbox|availability)-|calcom_budget");

    public static Work of(Upstream caller, Sandbox calcom, Function<Upstream, Reply> request) {
        var traceId = UUID.randomUUID().toString().replace("-", "");
        CountedPool.begin(traceId);
        CountedCopies.begin(traceId);
        var reply = request.apply(caller.traced(traceId));
        var lines = CountedPool.end(traceId).stream()
                .filter(line -> !LATER.matcher(line).find())
                .toList();
        return new Work(
                reply,
                lines.stream().filter(line -> !isCommit(line)).toList(),
                commits(lines),
                CountedCopies.end(traceId),
                calcom.requests().stream()
                        .map(call -> call.headers().get("traceparent"))
                        .filter(parent -> parent != null && parent.contains(traceId))
                        .count());
    }

    private static int commits(List<String> lines) {
        var writing = new HashSet<String>();
        int commits = 0;
        for (var line : lines) {
            var thread = line.substring(0, line.lastIndexOf(CountedPool.SAYS));
            if (WRITES.matcher(line).find()) {
                writing.add(thread);
            }
            if (isCommit(line) && writing.remove(thread)) {
                commits++;
            }
        }
        return commits;
    }

    private static boolean isCommit(String line) {
        return line.endsWith(CountedPool.SAYS + CountedPool.COMMIT);
    }
}
