package dev.interlude.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Reads the results that Surefire writes, {@code TEST-*.xml}, one per suite.
 *
 * @param results where they are
 * @param figures where suites wrote what they measured
 * @param servers where servers that are processes of their own wrote their logs
 */
record SurefireFiles(Path results, Path figures, Path servers) {

    /** Clocks of files are not exact. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private record Suite(String type, Instant began, Instant ended, TestOutput output) {}

    List<SuiteResult> read() {
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        try (var files = Files.newDirectoryStream(results, "TEST-*.xml")) {
            var suites = new ArrayList<SuiteResult>();
            for (var file : files) {
                try {
                    suites.add(suite(file));
                } catch (SAXException e) {
                    suites.add(unreadable(file, e));
                }
            }
            return suites;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SuiteResult suite(Path file) throws IOException, SAXException {
        var root = parsed(file);
        var type = root.getAttribute("name");
        var seconds = seconds(root);
        var ended = Files.getLastModifiedTime(file).toInstant();
        var elements = children(root, "testcase");
        var output = TestOutput.of(
                elements.stream().map(one -> text(one, "system-out")).toList(), type);
        var began = ended.minusMillis((long) (1_000 * seconds)).minus(TOLERANCE);
        var suite = new Suite(type, began, ended.plus(TOLERANCE), output);
        var cases = new ArrayList<CaseResult>();
        for (var element : elements) {
            cases.add(result(suite, element));
        }
        return new SuiteResult(type, Sentences.of(type), cases, seconds, ended);
    }

    private CaseResult result(Suite suite, Element element) throws IOException {
        var name = element.getAttribute("name");
        var failure = children(element, "failure").stream().findFirst().or(() -> children(element, "error").stream()
                .findFirst());
        var skipped = children(element, "skipped").stream().findFirst();
        var method = CaseResult.method(name);
        return new CaseResult(
                name.isEmpty() ? CaseResult.WHOLE_SUITE : name,
                name.isEmpty() ? "The suite as a whole, before and after its cases" : Sentences.of(suite.type, method),
                false,
                failure.isPresent() ? Outcome.FAILED : skipped.isPresent() ? Outcome.SKIPPED : Outcome.PASSED,
                seconds(element),
                failure.map(SurefireFiles::failure).orElse(null),
                skipped.map(reason -> reason.getAttribute("message")).orElse(""),
                failure.isPresent() ? lines(suite, method, element) : List.of(),
                figures(suite, method));
    }

    private List<String> lines(Suite suite, String method, Element element) throws IOException {
        var lines = new ArrayList<>(suite.output.of(method, text(element, "system-out")));
        lines.addAll(TestOutput.ofServers(servers, suite.type, method, suite.began));
        return TestOutput.last(lines);
    }

    /** Not those of a run before this one. */
    private List<Figure> figures(Suite suite, String method) {
        return FigureFile.read(figures, suite.type.substring(suite.type.lastIndexOf('.') + 1)).stream()
                .filter(figure -> figure.test().equals(method))
                .filter(figure ->
                        figure.at().isAfter(suite.began) && figure.at().isBefore(suite.ended))
                .toList();
    }

    private static Failure failure(Element element) {
        return new Failure(element.getAttribute("type"), element.getAttribute("message"), element.getTextContent());
    }

    private static double seconds(Element element) {
        var time = element.getAttribute("time").replace(",", "");
        return time.isEmpty() ? 0 : Double.parseDouble(time);
    }

    private static String text(Element element, String child) {
        return children(element, child).stream().map(Element::getTextContent).reduce("", String::concat);
    }

    private static List<Element> children(Element element, String name) {
        var found = new ArrayList<Element>();
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element one && one.getTagName().equals(name)) {
                found.add(one);
            }
        }
        return found;
    }

    private static Element parsed(Path file) throws IOException, SAXException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null); // it would print what is thrown as well
            return builder.parse(file.toFile()).getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Half a file, of a run that was broken off. */
    private static SuiteResult unreadable(Path file, SAXException cause) {
        var type = file.getFileName().toString().replaceFirst("^TEST-", "").replaceFirst("\\.xml$", "");
        var failure = new Failure("no result", file + " cannot be read: " + cause.getMessage(), "");
        var whole = new CaseResult(
                CaseResult.WHOLE_SUITE,
                Sentences.of(type),
                false,
                Outcome.FAILED,
                0,
                failure,
                "",
                List.of(),
                List.of());
        return new SuiteResult(type, Sentences.of(type), List.of(whole), 0, null);
    }
}
