package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Browser;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@Tag("integration")
@DisplayName("The page /docs in a browser")
class DocsInBrowserTest extends AcceptanceTest {

    /** What WCAG 2 asks of text (level AA). */
    private static final double READABLE = 4.5;

    @LocalServerPort
    private int port;

    @TempDir
    private Path profile;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = Browser.open(profile);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest(name = "scripts: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("shows every operation of the contract once, with and without JavaScript")
    void everyOperation(boolean scripts) {
        if (!scripts) {
            browser.withoutScripts();
        }
        var contract = new TreeSet<String>();
        caller.get("/openapi.json").json().path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        contract.add(method.toUpperCase(Locale.ROOT) + path.getKey());
                    }
                }));
        show();

        await().untilAsserted(() -> assertThat(browser.all(".operation summary").stream()
                        .map(summary -> summary.getText())
                        .toList())
                .hasSameSizeAs(contract));
        var shown = browser.all(".operation summary").stream()
                .map(summary -> summary.getText().replaceAll("\\s", ""))
                .collect(Collectors.joining("\n"));
        assertThat(contract).allSatisfy(operation -> assertThat(shown).contains(operation));
    }

    @Test
    @DisplayName("sends a call with a key from the page, and shows it as curl")
    void tryIt() {
        show();
        browser.one("#key").sendKeys("local-admin-key");
        browser.one(".operation summary").click();

        var curl = browser.one(".operation[open] section pre").getText();
        assertThat(curl)
                .isEqualTo("curl -H \"Authorization: Bearer $KEY\" 'http://127.0.0.1:" + port + "/api/v1/services'");
        browser.one(".operation[open] section button").click();

        await().untilAsserted(
                        () -> assertThat(browser.one(".operation[open] .answer").getText())
                                .startsWith("200\n")
                                .contains("haircut"));
    }

    @Test
    @DisplayName("can be read in dark and in light, also what is unfolded")
    void contrast() {
        for (var scheme : List.of("dark", "light")) {
            browser.prefer(scheme);
            show("#searchAvailability");
            var paper = luminance(browser.one("body").getCssValue("background-color"));
            var block = luminance(browser.one("[open] pre").getCssValue("background-color"));
            for (var part : List.of("p a", "body", "h1 small", "summary span", "[open] .need", "[open] button")) {
                requireReadable(part, paper, scheme);
            }
            requireReadable("[open] pre", block, scheme);
        }
    }

    private void requireReadable(String part, double ground, String scheme) {
        assertThat(contrast(luminance(browser.one(part).getCssValue("color")), ground))
                .as(part + " in " + scheme)
                .isGreaterThanOrEqualTo(READABLE);
    }

    @Test
    @DisplayName("is no wider than a phone, also where a call is unfolded")
    void phone() {
        browser.phone();
        show("#createBooking");
        browser.one("[open] button");

        assertThat(browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("pixels to scroll sideways")
                .isEqualTo(0L);
    }

    private void show() {
        show("");
    }

    private void show(String fragment) {
        browser.show("http://127.0.0.1:" + port + "/docs" + fragment);
        browser.one(".operation");
    }

    private static double contrast(double one, double other) {
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String colour) {
        var parts = Pattern.compile("\\d+(\\.\\d+)?")
                .matcher(colour)
                .results()
                .limit(3)
                .mapToDouble(part -> linear(Double.parseDouble(part.group()) / 255))
                .toArray();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
