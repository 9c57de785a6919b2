package dev.interlude.support;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;

/** A Cal.com without memory, that answers byte for byte what it is told to: the account {@code wire}. */
public final class WireMockCalcom {

    /** A connection on which nothing is asked for so long is closed, without a word. */
    public static final int CLOSES_AFTER_MILLIS = 1_200;

    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().dynamicPort().jettyIdleTimeout((long) CLOSES_AFTER_MILLIS));

    private WireMockCalcom() {}

    public static synchronized String baseUrl() {
        if (!SERVER.isRunning()) {
            SERVER.start();
        }
        return SERVER.baseUrl();
    }

    /** Answers every request like this from now on. */
    public static void answers(int status, String body) {
        SERVER.resetAll();
        SERVER.stubFor(WireMock.any(WireMock.anyUrl())
                .willReturn(WireMock.aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/json")
                        .withBody(body)));
    }

    public static void breaks(Fault fault) {
        SERVER.resetAll();
        SERVER.stubFor(
                WireMock.any(WireMock.anyUrl()).willReturn(WireMock.aResponse().withFault(fault)));
    }

    public static int asked() {
        return SERVER.getAllServeEvents().size();
    }
}
