package dev.interlude.platform.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.AcceptanceTest;
import org.apache.camel.CamelContext;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("The queue between two flows")
class QueuesTest extends AcceptanceTest {

    @Autowired
    private CamelContext camel;

    @Test
    @DisplayName("is as long as the route that empties it says, whichever route was there first")
    void length() {
        var read = camel.getEndpoints().stream()
                .filter(SedaEndpoint.class::isInstance)
                .map(SedaEndpoint.class::cast)
                .filter(queue -> !queue.getConsumers().isEmpty())
                .toList();

        assertThat(read).hasSizeGreaterThanOrEqualTo(9).allSatisfy(endpoint -> {
            var queue = endpoint.getQueue();
            assertThat(queue.size() + queue.remainingCapacity())
                    .as(endpoint.getEndpointUri())
                    .isEqualTo(endpoint.getSize());
        });
        assertThat(read).anySatisfy(endpoint -> assertThat(endpoint.getSize()).isEqualTo(1));
    }
}
