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

    @Test
    @DisplayName("shows every operation of the contract once")
    void everyOperation() {
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
    @DisplayName("can be read in dark and in light, its links too")
    void contrast() {
        for (var scheme : List.of("dark", "light")) {
            browser.prefer(scheme);
            show();
            var paper = luminance(browser.one("body").getCssValue("background-color"));
            for (var part : List.of("p a", "body", "h1 small")) {
                assertThat(contrast(luminance(browser.one(part).getCssValue("color")), paper))
                        .as(part + " in " + scheme)
                        .isGreaterThanOrEqualTo(READABLE);
            }
        }
    }

    private void show() {
        browser.show("http://127.0.0.1:" + port + "/docs");
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
