package dev.interlude.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stand-in until the real loader comes: reads the catalog without checking it. */
public final class CatalogFile {

    private CatalogFile() {}

    public static Catalog read(Path file) throws IOException {
        var yaml = new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
        var staff = new LinkedHashMap<String, StaffMember>();
        yaml.path("staff")
                .properties()
                .forEach(s -> staff.put(
                        s.getKey(),
                        new StaffMember(s.getKey(), s.getValue().path("name").asText())));
        var services = new LinkedHashMap<String, Service>();
        yaml.path("services")
                .properties()
                .forEach(s ->
                        services.put(s.getKey(), service(s, yaml.path("account").asText())));
        return new Catalog(
                ZoneId.of(yaml.path("timeZone").asText()), yaml.path("account").asText(), staff, services);
    }

    private static Service service(Map.Entry<String, JsonNode> entry, String account) {
        var segments = new ArrayList<Segment>();
        for (var s : entry.getValue().path("segments")) {
            var types = new LinkedHashMap<String, Long>();
            s.path("staff")
                    .properties()
                    .forEach(t -> types.put(t.getKey(), t.getValue().asLong()));
            segments.add(new Segment(
                    s.path("key").asText(),
                    s.path("name").asText(),
                    s.path("minutes").asInt(),
                    Pause.NONE,
                    StaffRule.ANY,
                    types));
        }
        return new Service(entry.getKey(), entry.getValue().path("name").asText(), account, 0, segments);
    }
}
