package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

@ServerTest
@DisplayName("In Hawtio an operator")
class HawtioTest {

    private static final String LOGIN = "Basic "
            + Base64.getEncoder().encodeToString(("admin:" + Api.ADMIN_KEY).getBytes(StandardCharsets.US_ASCII));

    @Autowired
    Api api;

    private final ObjectMapper json = new ObjectMapper();
    private String context;
    private String token;

    @BeforeEach
    void open() {
        var page = api.exchange(HttpRequest.newBuilder(api.management("/actuator/hawtio/index.html"))
                .header("Authorization", LOGIN));
        assertThat(page.status()).isEqualTo(200);
        token = page.http().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("XSRF-TOKEN="))
                .map(cookie -> cookie.substring("XSRF-TOKEN=".length()).split(";")[0])
                .findFirst()
                .orElseThrow();
        context =
                ask("search", "org.apache.camel:type=context,*").at("/value/0").asText();
    }

    @Test
    @DisplayName("logs in first, and a foreign page cannot use the login")
    void login() {
        assertThat(status("/actuator/hawtio/index.html")).isEqualTo(401);
        assertThat(status("/actuator/jolokia/version")).isEqualTo(401);
        token = "guessed";
        assertThat(post(json.createObjectNode().put("type", "version"), "other").status())
                .isEqualTo(403);
        assertThat(api.get("/actuator/hawtio/index.html").status())
                .as("on the public port")
                .isEqualTo(404);
    }

    @Test
    @DisplayName("goes on asking with the token of the first page: no answer replaces it")
    void sameToken() {
        for (int n = 0; n < 3; n++) {
            var answer = post(json.createObjectNode().put("type", "version"), token);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.http().headers().allValues("Set-Cookie"))
                    .noneMatch(cookie -> cookie.startsWith("XSRF-TOKEN="));
        }
    }

    @Test
    @DisplayName("may ask what may be invoked, without which Hawtio's tree stays empty")
    void tree() {
        var asked = ask("search", "*:type=security,area=jmx,*").at("/value/0").asText();
        var answer = post(
                json.createObjectNode()
                        .put("type", "exec")
                        .put("mbean", asked)
                        .put("operation", "canInvoke(java.lang.String)")
                        .set("arguments", json.createArrayNode().add(context)),
                token);

        assertThat(answer.json().path("value").isBoolean())
                .as("" + answer.json())
                .isTrue();
    }

    @Test
    @DisplayName("sees the flows and their figures")
    void look() {
        assertThat(execute("dumpRoutesAsXml()").path("value").asText())
                .contains("booking-place-segments")
                .as("made of templates")
                .contains("Accepts a booking", "calcom-guard-salon/slots", "<circuitBreaker");
        assertThat(ask("read", context).at("/value/StartedRoutes").asInt()).isPositive();
    }

    @Test
    @DisplayName("sees in a route's diagram how often each step ran, as its MBean says")
    void counts() throws Exception {
        api.get("/openapi.json");

        // Other servers of this Java stand beside this one.
        var asked = StreamSupport.stream(
                        ask("search", "org.apache.camel:type=routes,name=\"platform-answer-contract-json\",*")
                                .path("value")
                                .spliterator(),
                        false)
                .map(JsonNode::asText)
                .filter(route -> ask("read", route).at("/value/ExchangesTotal").asInt() > 0)
                .findFirst()
                .orElseThrow();
        context = ask("search", asked.replaceAll("(org.apache.camel:context=[^,]+),.*", "$1,type=context,*"))
                .at("/value/0")
                .asText();
        var statistics = statistics();
        var total = ask("read", asked).at("/value/ExchangesTotal").asInt();
        assertThat(attribute(statistics, "//routeStat[@id='platform-answer-contract-json']/@exchangesTotal"))
                .isEqualTo("" + total);
        assertThat(
                        attribute(
                                statistics,
                                "//routeStat[@id='platform-answer-contract-json']/processorStats/processorStat[1]/@exchangesTotal"))
                .isEqualTo("" + total);
        var routes = ask("read", context).at("/value/TotalRoutes").asText();
        assertThat(attribute(statistics, "count(//routeStat)")).isEqualTo(routes);
        assertThat(attribute(statistics, "count(//routeStat[processorStats/processorStat])"))
                .as("routes with steps")
                .isEqualTo(routes);
    }

    private Document statistics() throws Exception {
        var question = json.createObjectNode()
                .put("type", "exec")
                .put("mbean", context)
                .put("operation", "dumpRoutesStatsAsXml");
        question.putArray("arguments").add(true).add(true);
        var answer = post(question, token).json();
        assertThat(answer.path("error").asText()).isEmpty();
        var xml = answer.path("value").asText();
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static String attribute(Document statistics, String path) throws XPathExpressionException {
        return XPathFactory.newInstance().newXPath().evaluate(path, statistics);
    }

    @Test
    @DisplayName("changes nothing, and reads no secret")
    void hands() {
        assertThat(execute("stop()").path("error").asText()).contains("forbidden");
        assertThat(ask("read", "java.lang:type=Runtime").toString())
                .doesNotContain("java.class.path")
                .contains("java.lang:type=Runtime");
        assertThat(ask("read", context).at("/value/State").asText()).isEqualTo("Started");
    }

    private JsonNode execute(String operation) {
        return post(
                        json.createObjectNode()
                                .put("type", "exec")
                                .put("mbean", context)
                                .put("operation", operation),
                        token)
                .json();
    }

    private JsonNode ask(String type, String mbean) {
        return post(json.createObjectNode().put("type", type).put("mbean", mbean), token)
                .json();
    }

    private Api.Answer post(JsonNode question, String cookie) {
        return api.exchange(HttpRequest.newBuilder(api.management("/actuator/jolokia"))
                .header("Authorization", LOGIN)
                .header("Content-Type", "application/json")
                .header("Cookie", "XSRF-TOKEN=" + cookie)
                .header("X-XSRF-TOKEN", token)
                .POST(BodyPublishers.ofString(question.toString())));
    }

    private int status(String path) {
        return api.exchange(HttpRequest.newBuilder(api.management(path))).status();
    }
}
