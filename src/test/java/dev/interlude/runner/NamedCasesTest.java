package dev.interlude.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The named cases")
class NamedCasesTest {

    static final int ALL = 69;

    private static final Map<String, String> TAGS = Map.of(
            "CalcomV2ClientTest", "unit",
            "CalcomV2IntegrationTest", "integration",
            "CalcomV2ExtendedIntegrationTest", "extended",
            "CalcomV2SyncTest", "sync",
            "CalcomV2ErrorHandlingTest", "error-handling",
            "CalcomV2PerformanceTest", "performance",
            "CalcomV2LiveTest", "live");

    @Test
    @DisplayName("are 69, each a test with a sentence in the suite that bears its tag, and none is switched off")
    void named() throws Exception {
        var named = named(Path.of("src/test/resources/calcom-cases.txt"));
        assertThat(named.keySet()).isEqualTo(TAGS.keySet());
        assertThat(named.values().stream().mapToInt(List::size).sum()).isEqualTo(ALL);
        for (var suite : named.entrySet()) {
            var type = Class.forName("dev.interlude.suites." + suite.getKey());
            assertThat(type.getAnnotation(Tag.class).value()).isEqualTo(TAGS.get(suite.getKey()));
            assertThat(type.isAnnotationPresent(Disabled.class)).isFalse();
            var cases = tests(type)
                    .filter(method -> suite.getValue().contains(method.getName()))
                    .toList();
            assertThat(cases).extracting(Method::getName).containsExactlyInAnyOrderElementsOf(suite.getValue());
            assertThat(cases).allSatisfy(test -> {
                assertThat(test.isAnnotationPresent(DisplayName.class)).isTrue();
                assertThat(test.isAnnotationPresent(Disabled.class)).isFalse();
            });
        }
    }

    private static Stream<Method> tests(Class<?> type) {
        return Stream.<Class<?>>iterate(type, t -> t != Object.class, Class::getSuperclass)
                .flatMap(t -> Arrays.stream(t.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class));
    }

    private static Map<String, List<String>> named(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" "))
                .collect(Collectors.groupingBy(
                        part -> part[0], LinkedHashMap::new, Collectors.mapping(part -> part[1], Collectors.toList())));
    }
}
