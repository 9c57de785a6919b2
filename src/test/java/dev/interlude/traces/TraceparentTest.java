package dev.interlude.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.platform.Traceparent;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
@DisplayName("A traceparent")
class TraceparentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-ff",
                "cc-" + TRACE + "-" + SPAN + "-01",
                "cc-" + TRACE + "-" + SPAN + "-01-what-a-later-version-adds"
            })
    @DisplayName("is read, also of a later version of the standard, and passed on as version 00")
    void read(String header) {
        assertThat(Traceparent.received(header)).map(Traceparent::header).contains("00-" + TRACE + "-" + SPAN + "-01");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                TRACE,
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-" + TRACE + "-" + SPAN + "-01 ",
                "cc-" + TRACE + "-" + SPAN + "-01more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-" + TRACE + "-" + SPAN + "0-01",
                "00_" + TRACE + "_" + SPAN + "_01"
            })
    @DisplayName("that is none is ignored")
    void malformed(String header) {
        assertThat(Traceparent.received(header)).isEmpty();
    }

    @Test
    @DisplayName("is stored and found again, whether it has a span or not")
    void stored() {
        var id = UUID.randomUUID();
        var begun = Traceparent.begun(id);
        var hex = id.toString().replace("-", "");

        assertThat(begun.text()).isEqualTo("00-" + hex + "-0000000000000000-00");
        assertThat(Traceparent.stored(begun.text())).contains(new Traceparent(hex, null, false, false));
        assertThat(Traceparent.stored(id.toString())).contains(begun);
        assertThat(Traceparent.stored(begun.at(SPAN, true).text())).contains(new Traceparent(hex, SPAN, true, false));
    }

    @Test
    @DisplayName("of a trace without a span is sent with one by chance, as the standard wants one")
    void sent() {
        var begun = Traceparent.begun(UUID.randomUUID());

        assertThat(Traceparent.received(begun.header()))
                .hasValueSatisfying(read -> assertThat(read.traceId()).isEqualTo(begun.traceId()));
        assertThat(begun.header()).isNotEqualTo(begun.header());
    }
}
