package dev.interlude.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.List;

/** What a caller got; {@code json} is missing when the body is none. */
public record Reply(int status, HttpHeaders headers, String text, JsonNode json) {

    public String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /** The id of the booking that was answered. */
    public String id() {
        return json.path("id").asText();
    }

    /** A member or an element by its JSON pointer, as text; empty where there is none. */
    public String at(String pointer) {
        return json.at(pointer).asText();
    }

    /** All values of one member of a list: {@code each("/segments", "staff")}. */
    public List<String> each(String list, String member) {
        return json.at(list).valueStream().map(e -> e.at("/" + member).asText()).toList();
    }

    /** When the offers of an answer, or the alternatives of a problem, begin. */
    public List<String> starts() {
        return each(json.has("offers") ? "/offers" : "/alternatives", "start");
    }

    /** The code of a problem. */
    public String code() {
        return at("/code");
    }

    public List<String> pointers() {
        return each("/errors", "pointer");
    }

    /** What a problem says about one member, or null. */
    public String about(String pointer) {
        return json.path("errors")
                .valueStream()
                .filter(error -> error.path("pointer").asText().equals(pointer))
                .map(error -> error.path("detail").asText())
                .findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return status + " " + text;
    }
}
