package dev.interlude.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.AcceptanceTest;
import java.beans.Introspector;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@DisplayName("A bean that a flow calls")
class BeanNamesTest extends AcceptanceTest {

    private static final Pattern CALLED = Pattern.compile("(?:\\bref: |\\bbean:)(\\w+)");

    @Autowired
    private ApplicationContext context;

    @Test
    @DisplayName("has the name of its class, with a small first letter")
    void names() {
        var called = RouteFile.all().stream()
                .flatMap(file -> CALLED.matcher(
                                file.tree().toString().replace("\"", "").replace(":", ": "))
                        .results())
                .map(found -> found.group(1))
                .filter(context::containsBean)
                .filter(name -> type(name).getName().startsWith("dev.interlude."))
                .collect(Collectors.toSet());

        assertThat(called).hasSizeGreaterThan(50);
        assertThat(called).allSatisfy(name -> assertThat(name)
                .isEqualTo(Introspector.decapitalize(type(name).getSimpleName())));
    }

    private Class<?> type(String bean) {
        return AopUtils.getTargetClass(context.getBean(bean));
    }
}
