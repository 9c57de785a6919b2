package dev.interlude.ops;

import dev.interlude.ops.PromQl.Matcher;
import dev.interlude.ops.PromQl.Selector;
import dev.interlude.support.Upstream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a node shows to Prometheus at one moment. */
record Scrape(List<Sample> samples) {

    /** @param line its name and labels as written */
    record Sample(String line, String metric, Map<String, String> labels, double value) {

        boolean fits(Selector selector) {
            return metric.equals(selector.metric())
                    && selector.matchers().stream().allMatch(this::fits);
        }

        private boolean fits(Matcher matcher) {
            return matcher.accepts(labels.getOrDefault(matcher.label(), ""));
        }
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern LINE = Pattern.compile("(([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?) (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Of the node with this management port. */
    static Scrape read(int port) {
        var login = Base64.getEncoder().encodeToString(("admin:" + Upstream.ADMIN).getBytes(StandardCharsets.US_ASCII));
        var page = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                .header("Authorization", "Basic " + login)
                .build();
        try {
            var answer = HTTP.send(page, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("answered " + answer.statusCode());
            }
            return of(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Scrape of(String page) {
        return new Scrape(page.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Scrape::sample)
                .toList());
    }

    private static Sample sample(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no sample: " + line);
        }
        var labels = new LinkedHashMap<String, String>();
        if (parts.group(3) != null) {
            LABEL.matcher(parts.group(3)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return new Sample(parts.group(1), parts.group(2), labels, value(parts.group(4)));
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    Stream<Sample> matching(Selector selector) {
        return samples.stream().filter(sample -> sample.fits(selector));
    }

    Stream<Sample> named(String metric) {
        return samples.stream().filter(sample -> sample.metric().equals(metric));
    }

    /** The highest value of what the selector selects; NaN without any. */
    double highest(String selector) {
        return matching(PromQl.of(selector).selectors().get(0))
                .mapToDouble(Sample::value)
                .max()
                .orElse(Double.NaN);
    }
}
