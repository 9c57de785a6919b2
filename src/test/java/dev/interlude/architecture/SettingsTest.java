package dev.interlude.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

@DisplayName("A setting")
class SettingsTest {

    private static final List<Setting> SETTINGS = Setting.all();
    private static final List<String> BOUND = bound().toList();

    /** Lines of one kind, explained once, above them. */
    private static final Set<String> MAPS = Set.of("interlude.calcom.versions");

    @Test
    @DisplayName("that the program binds has its line in config/application.yaml")
    void listed() {
        assertThat(BOUND.stream().filter(key -> SETTINGS.stream().noneMatch(setting -> matches(key, setting.key()))))
                .isEmpty();
    }

    @Test
    @DisplayName("that has no line is found")
    void unlisted() {
        assertThat(BOUND).contains("interlude.saga.back-off-max", "interlude.calcom.accounts.*.api-key");
        assertThat(matches("interlude.calcom.accounts.*.api-key", "interlude.calcom.accounts.salon.api-key"))
                .isTrue();
        assertThat(matches("interlude.saga.back-off", "interlude.saga.back-off-max"))
                .isFalse();
    }

    @Test
    @DisplayName("says beside its default what it means")
    void explained() {
        assertThat(SETTINGS.stream()
                        .filter(setting -> setting.profile().isEmpty())
                        .filter(setting -> !setting.isSection())
                        .filter(setting -> setting.meaning().isBlank())
                        .filter(setting -> !MAPS.contains(sectionOf(setting.key())))
                        .map(Setting::key))
                .isEmpty();
    }

    @Test
    @DisplayName("of ours that nobody reads is found")
    void used() {
        var read = read();
        assertThat(SETTINGS.stream()
                        .filter(setting -> !setting.isSection())
                        .map(Setting::key)
                        .filter(key -> key.startsWith("interlude."))
                        .filter(key -> BOUND.stream().noneMatch(name -> matches(name, key)))
                        .filter(key -> !read.contains(key + "}")))
                .isEmpty();
    }

    @Test
    @DisplayName("in config/env.example is one that config/application.yaml reads")
    void environment() throws IOException {
        var yaml = Files.readString(Path.of("config/application.yaml"));
        assertThat(Files.readString(Path.of("config/env.example"))
                        .lines()
                        .filter(line -> line.matches("#?[A-Z_]+=.*"))
                        .map(line -> line.replaceAll("^#|=.*", ""))
                        .filter(name -> !yaml.contains("${" + name + ":")))
                .isEmpty();
    }

    /** What flows, beans and other settings take by name. */
    private static String read() {
        var sources = List.of("routes", "docs/kafka", "src/main/java", "config/application.yaml");
        return sources.stream().flatMap(SettingsTest::texts).collect(Collectors.joining("\n"));
    }

    private static Stream<String> texts(String root) {
        try (var paths = Files.walk(Path.of(root))) {
            return paths.filter(Files::isRegularFile).toList().stream().map(SettingsTest::text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every key that a settings record binds; {@code *} stands for a name in a map. */
    private static Stream<String> bound() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("dev.interlude").stream()
                .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
                .flatMap(type ->
                        keys(type.getAnnotation(ConfigurationProperties.class).value(), type));
    }

    private static Stream<String> keys(String prefix, Class<?> type) {
        return Stream.of(type.getRecordComponents()).flatMap(component -> keys(prefix, component));
    }

    private static Stream<String> keys(String prefix, RecordComponent component) {
        var key = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
        if (component.getType().isRecord()) {
            return keys(key, component.getType());
        }
        if (component.getType() == Map.class) {
            var value = valueType(component.getGenericType());
            return value.isRecord() ? keys(key + ".*", value) : Stream.of(key + ".*");
        }
        return Stream.of(key);
    }

    private static Class<?> valueType(Type map) {
        return (Class<?>) ((ParameterizedType) map).getActualTypeArguments()[1];
    }

    private static boolean matches(String bound, String listed) {
        return listed.matches(bound.replace(".", "\\.").replace("*", "[\\w-]+"));
    }

    private static String sectionOf(String key) {
        return key.substring(0, key.lastIndexOf('.'));
    }
}
