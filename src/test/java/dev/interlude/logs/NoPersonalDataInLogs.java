package dev.interlude.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails the test during which a line with personal data was logged, whoever logged it. JUnit finds it by itself. */
public final class NoPersonalDataInLogs implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        LogScan.begun();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        require();
    }

    /** Servers that a class started have been stopped by now, and their logs read. */
    @Override
    public void afterAll(ExtensionContext context) {
        require();
    }

    private static void require() {
        assertThat(LogScan.begun().found())
                .as("no log has a customer's name, address or phone number")
                .isEmpty();
    }
}
