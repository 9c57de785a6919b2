package dev.interlude.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.series.BulkTest;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("extended")
@DisplayName("Many searches in one request")
class BulkSearchTest extends SalonTest {

    @Test
    @DisplayName("of the request for many searches itself the shape must be right, and a key that reads is enough")
    void bulk_availability_shape() {
        assertThat(caller.post("/api/v1/availability/bulk", "{\"queries\":[]}").pointers())
                .containsExactly("/queries");
        assertThat(caller.post("/api/v1/availability/bulk", "{\"queries\":[1]}").pointers())
                .containsExactly("/queries/0");
        var reversed = RequestBodies.object();
        reversed.putArray("queries").add(query("haircut", day.next(), day.date().toString()));
        assertThat(caller.post("/api/v1/availability/bulk", reversed).at("/results/0/problem/detail"))
                .startsWith("/to must be later than `from`");
        var reader = RequestBodies.object().put("name", "reader-" + day);
        reader.putArray("roles").add("read");
        var read = caller.with(caller.post("/api/v1/keys", reader).at("/key"));
        var body = RequestBodies.object();
        body.putArray("queries").add(query("haircut", day, day.next().toString()));
        assertThat(read.post("/api/v1/availability/bulk", body).each("/results", "status"))
                .containsExactly("200");
        assertThat(read.post("/api/v1/bookings/bulk", BulkTest.bulk(RequestBodies.object()))
                        .status())
                .isEqualTo(403);
    }
}
