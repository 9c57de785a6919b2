package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A certificate of Cal.com's that is not accepted")
class CertificateTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    @DisplayName("is counted apart from other failures of a call")
    void counted() {
        var failures = new CallFailures(meters);
        List.of(new ConnectException(), new SocketTimeoutException(), new IllegalStateException())
                .forEach(failures::read);
        assertThat(counts()).isZero();

        failures.read(new IllegalStateException(new SSLHandshakeException("PKIX path building failed")));

        assertThat(counts()).isEqualTo(1);
    }

    private double counts() {
        return meters.get("interlude.calcom.tls.failures").counter().count();
    }
}
