package dev.interlude.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.springframework.boot.test.context.TestComponent;

/** Stands for a room behind the routes of the tests. */
@TestComponent("desk")
public class Desk {

    final List<UUID> placed = new CopyOnWriteArrayList<>();
    volatile Map<String, Object> headers = Map.of();
    volatile byte[] body;
    volatile Supplier<? extends RuntimeException> failure;
    volatile Runnable meanwhile;

    void reset() {
        placed.clear();
        failure = null;
        meanwhile = () -> {};
    }

    public Map<String, Object> place(JsonNode booking, UUID resourceId) {
        placed.add(resourceId);
        meanwhile.run();
        fail();
        return Map.of("id", resourceId, "service", booking.path("service").textValue());
    }

    public void fail() {
        if (failure != null) {
            throw failure.get();
        }
    }

    public String seen(Map<String, Object> headers) {
        this.headers = new TreeMap<>(headers);
        return "{}";
    }

    public String webhook(Map<String, Object> headers, byte[] body) {
        this.headers = new TreeMap<>(headers);
        this.body = body;
        return "{}";
    }
}
