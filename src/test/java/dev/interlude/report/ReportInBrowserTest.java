package dev.interlude.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The report in a browser")
class ReportInBrowserTest {

    private static final String DARK = "--blink-settings=preferredColorScheme=0";
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** Looks at the page from within, and sends what it sees to the page around it. */
    private static final String PROBE =
            """
            <script>
            addEventListener('load', () => parent.postMessage(JSON.stringify({
              width: innerWidth,
              content: document.documentElement.scrollWidth,
              wide: [...document.querySelectorAll('body *')]
                .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.unseen')).map(one => one.className || one.tagName),
              dark: matchMedia('(prefers-color-scheme: dark)').matches,
              background: getComputedStyle(document.body).backgroundColor,
              fetched: performance.getEntriesByType('resource').map(one => one.name),
              bars: [...document.querySelectorAll('svg rect.bar')].filter(one => one.getBBox().width > 0 && one.getBBox().height > 0).length,
              drawing: document.querySelector('svg').getBoundingClientRect().height,
              text: document.body.innerText.includes('<script>document.body.remove()')
            }), '*'));
            </script></body>""";

    private static final String AROUND =
            """
            <!DOCTYPE html><body><pre id="seen"></pre>
            <script>addEventListener('message', seen => document.getElementById('seen').textContent = seen.data);</script>
            <iframe src="report.html" style="width:390px;height:844px;border:0"></iframe></body>""";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("fits a phone 390 pixels wide without scrolling sideways, dark, with its drawings, fetching nothing")
    void phone() throws IOException, InterruptedException {
        var page = ExampleRun.in(folder).page(null).html();
        Files.writeString(folder.resolve("report.html"), page.replace("</body>", PROBE));
        Files.writeString(folder.resolve("around.html"), AROUND);

        var seen = seen(folder.resolve("around.html"), DARK);

        assertThat(seen.path("width").asInt()).isEqualTo(390);
        assertThat(seen.path("wide")).as("wider than the screen").isEmpty();
        assertThat(seen.path("content").asInt()).isLessThanOrEqualTo(390);
        assertThat(seen.path("dark").asBoolean()).isTrue();
        assertThat(seen.path("background").asText()).isEqualTo("rgb(17, 21, 27)");
        assertThat(seen.path("fetched")).isEmpty();
        assertThat(seen.path("bars").asInt()).isGreaterThan(10);
        assertThat(seen.path("drawing").asDouble()).isGreaterThan(100);
        assertThat(seen.path("text").asBoolean())
                .as("a cause with a script is text")
                .isTrue();
    }

    private JsonNode seen(Path page, String... options) throws IOException, InterruptedException {
        var browser = browser();
        assumeTrue(browser.isPresent(), "no Chromium on this machine: the report was not looked at in a browser");
        var command = Stream.of(
                        Stream.of(
                                browser.get().toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--user-data-dir=" + Files.createDirectory(folder.resolve("browser"))),
                        Stream.of(options),
                        Stream.of(
                                "--virtual-time-budget=10000",
                                "--dump-dom",
                                page.toUri().toString()))
                .flatMap(part -> part)
                .toList();
        var process = new ProcessBuilder(command)
                .redirectError(folder.resolve("browser.log").toFile())
                .start();
        var dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("see %s", folder.resolve("browser.log"))
                .isZero();
        var found = Pattern.compile("(?s)<pre id=\"seen\">(.*?)</pre>").matcher(dom);
        assertThat(found.find()).as(dom).isTrue();
        return new ObjectMapper()
                .readTree(
                        found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
