package dev.interlude.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values that the contract takes. Names are those of the catalog, times lie ahead, addresses lead nowhere but to this machine. */
final class Values {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 8;
    private static final Map<String, List<String>> WORDS = Map.ofEntries(
            Map.entry(
                    "service",
                    List.of("haircut", "colour-and-style", "perm", "highlights", "manicure", "balayage", "blow-dry")),
            Map.entry("services", List.of("haircut", "colour-and-style", "manicure")),
            Map.entry("staff", List.of("anna", "ben", "cleo", "dora", "emil", "finn")),
            Map.entry("key", List.of("cut", "colour", "style", "nails", "dry")),
            Map.entry("resource", List.of("basin", "hood")),
            Map.entry("account", List.of("salon")),
            Map.entry("name", List.of("fuzz-key", "Zoë Müller-O'Neill", "Anna 💇")),
            Map.entry("timeZone", List.of("Europe/Berlin", "UTC", "America/New_York", "Australia/Lord_Howe")),
            Map.entry("url", List.of("https://127.0.0.1:9/events", "http://127.0.0.1:9/events")),
            Map.entry("subscriberUrl", List.of("http://127.0.0.1:9/webhooks/calcom")));

    private final JsonNode document;
    private final Ids ids;
    private final Random random;

    Values(JsonNode document, Ids ids, Random random) {
        this.document = document;
        this.ids = ids;
        this.random = random;
    }

    JsonNode of(JsonNode schema, String name) {
        return of(schema, name, 0);
    }

    private JsonNode of(JsonNode written, String name, int depth) {
        var schema = Operation.resolved(document, written);
        for (var choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice) && !schema.has("properties")) {
                return of(one(schema.path(choice)), name, depth);
            }
        }
        if (schema.has("enum")) {
            return one(schema.path("enum"));
        }
        return switch (type(schema, depth)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "integer" -> JSON.numberNode(number(schema, name));
            case "number" -> JSON.numberNode(random.nextInt(10_000) / 100.0);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> JSON.textNode(text(schema, name));
        };
    }

    private String type(JsonNode schema, int depth) {
        var type = schema.path("type");
        if (type.isArray()) {
            return random.nextInt(6) == 0 || depth > DEEPEST
                    ? "null"
                    : type.get(0).asText();
        }
        return type.isMissingNode() && schema.has("properties") ? "object" : type.asText("string");
    }

    private JsonNode object(JsonNode schema, int depth) {
        var object = JSON.objectNode();
        var needed = new HashSet<String>();
        List.of(schema.path("required"), schema.at("/then/required"))
                .forEach(names -> names.forEach(member -> needed.add(member.asText())));
        schema.path("properties").properties().forEach(member -> {
            if (needed.contains(member.getKey()) || depth < DEEPEST && random.nextInt(4) == 0) {
                object.set(member.getKey(), of(member.getValue(), member.getKey(), depth + 1));
            }
        });
        return object;
    }

    private JsonNode array(JsonNode schema, String name, int depth) {
        var array = JSON.arrayNode();
        var least = schema.path("minItems").asInt(0);
        var size = Math.min(schema.path("maxItems").asInt(3), least + random.nextInt(3));
        var seen = new HashSet<JsonNode>();
        for (var i = 0; i < size; i++) {
            var item = of(schema.path("items"), name, depth + 1);
            if (seen.add(item) || !schema.path("uniqueItems").asBoolean()) {
                array.add(item);
            }
        }
        return array;
    }

    private long number(JsonNode schema, String name) {
        if (name.equals("id")) {
            return ids.number(random);
        }
        var least = schema.path("minimum").asLong(0);
        var most = Math.min(schema.path("maximum").asLong(1000), least + 1000);
        return least + random.nextInt((int) (most - least) + 1);
    }

    private String text(JsonNode schema, String name) {
        var format = schema.path("format").asText();
        var pattern = schema.path("pattern").asText();
        if (format.equals("uuid")) {
            return ids.uuid(random);
        } else if (format.equals("email") || name.equals("email")) {
            return "zoe" + random.nextInt(500) + "@example.com";
        } else if (format.equals("date-time")) {
            return date() + "T09:00:00Z";
        } else if (format.equals("date") || pattern.equals("^\\d{4}-\\d{2}-\\d{2}$")) {
            return date().toString();
        } else if (pattern.startsWith("^\\d{4}-")) {
            return pattern.contains("(T") && random.nextBoolean() ? date().toString() : moment();
        } else if (pattern.startsWith("^([01]")) {
            return "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60));
        } else if (pattern.startsWith("^\\+")) {
            return "+49151" + (1_000_000 + random.nextInt(1_000_000));
        } else if (pattern.startsWith("^[a-z]{2,3}")) {
            return random.nextBoolean() ? "de" : "pt-BR";
        } else if (pattern.startsWith("^[0-9]+")) {
            return "45.00";
        } else if (pattern.startsWith("^[0-9a-f")) {
            return ids.uuid(random);
        }
        var words = WORDS.get(name);
        return words == null ? "fuzz-" + random.nextInt(10_000) : words.get(random.nextInt(words.size()));
    }

    private LocalDate date() {
        return LocalDate.now().plusDays(3L + random.nextInt(300));
    }

    private String moment() {
        var time = "%sT%02d:%02d".formatted(date(), 8 + random.nextInt(10), 15 * random.nextInt(4));
        return switch (random.nextInt(4)) {
            case 0 -> time + ":00Z";
            case 1 -> time + ":00+01:00";
            case 2 -> time;
            default -> time + ":00";
        };
    }

    private JsonNode one(JsonNode among) {
        return among.get(random.nextInt(among.size()));
    }
}
