package dev.interlude.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

@Tag("unit")
@DisplayName("A log that is read for personal data")
class LogScanTest {

    private final LoggerContext logging = new LoggerContext();
    private final LogScan scan = new LogScan();

    LogScanTest() {
        logging.setMDCAdapter(((LoggerContext) LoggerFactory.getILoggerFactory()).getMDCAdapter());
        scan.begin(logging);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Booked for zoe@example.com",
                "GET /v2/bookings?attendeeEmail=zoe%40example.com",
                "Key (email)=(zoe+1@mail.example.co.uk) exists",
                "4915112345678@sms.cal.com",
                "called +49 151 1234567",
                "{\"phone\":\"+4915112345678\"}",
                "Zoë Müller-O'Neill wants to come",
                "Haircut between Anna and Somebody Else"
            })
    @DisplayName("is refused with an address, a phone number or a customer's name")
    void refused(String line) {
        logging.getLogger("some.logger").warn(line);

        assertThat(scan.found()).singleElement().asString().contains("some.logger", line);
        assertThat(scan.found()).as("each is said once").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Booked for z***@example.com, phone ***78",
                "dev.interlude.platform.Trace@1f2e3d4c",
                "jdbc:postgresql://127.0.0.1:5432/interlude at 2026-12-07T08:00:00+01:00",
                "erased@erased.invalid",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    @DisplayName("passes with what is masked, and with what only looks like it")
    void passes(String line) {
        logging.getLogger("some.logger").warn(line);

        assertThat(scan.found()).isEmpty();
    }

    @Test
    @DisplayName("is read with its arguments, its failures and what else is written beside the line")
    void everywhere() {
        logging.getLogger("arguments").info("Booked for {}", "zoe@example.com");
        logging.getLogger("failures")
                .info("Failed", new IllegalStateException("outside", new Exception("zoe@example.com")));
        try (var ignored = MDC.putCloseable("bookingId", "zoe@example.com")) {
            logging.getLogger("beside").info("Booked");
        }

        assertThat(scan.found())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("arguments logged"),
                        one -> assertThat(one).startsWith("failures logged"),
                        one -> assertThat(one).startsWith("beside logged"));
    }

    @Test
    @DisplayName("is still read after a server has set logging up anew")
    void reset() {
        logging.reset();
        logging.getLogger("after").info("Booked for zoe@example.com");

        assertThat(scan.found()).hasSize(1);
    }

    @Test
    @DisplayName("is also that of a server with a process of its own, once it has ended")
    void ofProcess(@TempDir Path folder) throws IOException {
        var log = Files.writeString(folder.resolve("node.log"), "fine\nBooked for zoe@example.com\n");
        LogScan.read(log);

        assertThat(LogScan.begun().found())
                .singleElement()
                .asString()
                .startsWith("node.log logged \"zoe@example.com\" in: Booked");
    }

    @Test
    @DisplayName("is that of every test of this run")
    void ofThisRun() {
        // A warning: after a test of commands in this process, nothing less is logged.
        LoggerFactory.getLogger(LogScanTest.class).warn("Booked for zoe@example.com");

        assertThat(LogScan.begun().found()).singleElement().asString().startsWith(LogScanTest.class.getName());
    }
}
