package dev.interlude.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The report on a test run")
class ReportPageTest {

    @TempDir
    private Path folder;

    private String html;

    @BeforeEach
    void render() throws IOException {
        html = ExampleRun.in(folder).page(null).html();
    }

    @Test
    @DisplayName("shows the verdict, and each case with its sentence, how it ended and how long it took")
    void cases() {
        assertThat(html)
                .contains("<span>Failed</span>", "1 case failed, 2 did not run.")
                .containsPattern("<span>1</span> of <span>5</span></strong> cases of the guide passed");
        assertThat(row("complete_booking_flow"))
                .contains("a haircut is offered, booked, read, moved and cancelled", "case passed", "0.34 s");
        assertThat(row("composite_booking_flow")).contains("case failed", "9.10 s", "CalcomV2IntegrationTest.java:77");
        assertThat(row("concurrent_booking_attempts")).contains("case skipped", "not on this machine");
    }

    @Test
    @DisplayName("says of a case that the guide names that it did not run, also if its whole suite did not")
    void notRun() {
        assertThat(row("timezone_handling")).contains("case not-run", "did not run");
        assertThat(html).contains("id=\"CalcomV2LiveTest-live_authentication\"");
        assertThat(html).contains("1 case of CalcomV2LiveTest did not run");
    }

    @Test
    @DisplayName("shows a failure's cause and the lines of that case alone, as text whatever they contain")
    void escaped() {
        assertThat(row("composite_booking_flow"))
                .contains("&lt;script&gt;document.body.remove()&lt;/script&gt;")
                .contains("Cal.com refused &lt;b&gt;style&lt;/b&gt; with 409")
                .contains("the server undid")
                .doesNotContain("all is well", "the server booked", "of another suite");
        assertThat(html).doesNotContain("<script>document.body.remove()", "<b>style</b>");
        assertThat(html).contains("The result is not what was expected");
    }

    @Test
    @DisplayName("shows what the guide promises beside figures of this run alone, the worst to look at first")
    void promises() {
        assertThat(html.replaceAll("\\s+", " "))
                .containsPattern("Cache hit rate</th>.{1,200}93.4 %")
                .containsPattern("Response time, P99</th>.{1,200}1,217 ms")
                .containsPattern("Error recovery</th>.{1,200}not measured in this run");
        var next = html.substring(html.indexOf("id=\"next\""));
        assertThat(next.indexOf("composite_booking_flow failed"))
                .isPositive()
                .isLessThan(next.indexOf("Response time, P99: 1,217 ms"));
        assertThat(next.indexOf("Response time, P99")).isLessThan(next.indexOf("did not run"));
    }

    @Test
    @DisplayName("shows a case that began and did not end as failed, unless its suite has a result")
    void lost() {
        var lost = LostCases.of(List.of(
                "begin\ta.DoneTest#one\tOne",
                "end\ta.DoneTest#one\tOne\tpassed\t5",
                "begin\ta.DiedTest#two\tTwo",
                "begin\ta.AliveTest#three\tThree"));
        var alive = new SuiteResult("a.AliveTest", "", List.of(), 1, Instant.now());

        assertThat(lost.with(List.of(alive)))
                .extracting(SuiteResult::type, SuiteResult::outcome)
                .containsExactly(tuple("a.AliveTest", Outcome.SKIPPED), tuple("a.DiedTest", Outcome.FAILED));
    }

    @Test
    @DisplayName("shows a result that was cut off as a failed suite")
    void cutOff() throws IOException {
        var results = Files.createDirectory(folder.resolve("cut"));
        Files.writeString(results.resolve("TEST-a.CutTest.xml"), "<testsuite name='a.CutTest'><testcase");

        assertThat(new SurefireFiles(results, folder, folder).read())
                .extracting(SuiteResult::type, SuiteResult::outcome)
                .containsExactly(tuple("a.CutTest", Outcome.FAILED));
    }

    @Test
    @DisplayName("needs no other file and no network")
    void selfContained() {
        assertThat(html).doesNotContainPattern("(?i)<link|<img|<iframe|\\ssrc=|url\\(|@import|href=\"(?!#)");
        assertThat(html).doesNotContainPattern("\\sth:\\w+=");
    }

    @Test
    @DisplayName("lists routes and steps that never ran, of those that routes/ has")
    void coverage() throws IOException {
        var flows = FlowCoverage.of(Set.of("calcom-send-begin", "webhook-deliver-next-record"));
        var java = JavaCoverage.read(folder.resolve("none.exec"), Path.of("target/classes/dev/interlude/catalog"));

        assertThat(flows.routesRan()).isBetween(1L, 2L);
        assertThat(flows.partly()).extracting(FlowCoverage.Route::id).contains("webhook-deliver-next");
        assertThat(flows.neverRan()).extracting(FlowCoverage.Route::id).contains("booking-place");
        assertThat(ExampleRun.in(folder.resolve("other"))
                        .page(new Coverage(java, flows))
                        .html())
                .contains("<code>webhook-deliver-next-ask</code>", "<code>booking-place</code>", "0.0 %");
    }

    /** The list item of one case. */
    private String row(String method) {
        var found = Pattern.compile(
                        "(?s)<li class=\"case [^>]*-" + method + "\">.*?</li>\\s*(?=<li class=\"case|</ol>)")
                .matcher(html);
        assertThat(found.find()).as(method).isTrue();
        return found.group();
    }
}
