package dev.interlude.report;

import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Label;
import org.junit.jupiter.api.DisplayName;

/** What suites and cases say they prove: their display names, or else their own names in words. */
final class Sentences {

    private Sentences() {}

    static String of(String type) {
        return loaded(type)
                .map(found -> found.getAnnotation(DisplayName.class))
                .map(DisplayName::value)
                .orElseGet(() -> inWords(type.substring(type.lastIndexOf('.') + 1)));
    }

    static String of(String type, String method) {
        for (var found = loaded(type).orElse(null); found != null; found = found.getSuperclass()) {
            var sentence = Arrays.stream(found.getDeclaredMethods())
                    .filter(declared -> declared.getName().equals(method))
                    .flatMap(declared -> Optional.ofNullable(declared.getAnnotation(DisplayName.class))
                            .map(DisplayName::value)
                            .or(() -> Optional.ofNullable(declared.getAnnotation(Label.class))
                                    .map(Label::value))
                            .stream())
                    .findFirst();
            if (sentence.isPresent()) {
                return sentence.get();
            }
        }
        return inWords(method);
    }

    private static Optional<Class<?>> loaded(String type) {
        try {
            return Optional.of(Class.forName(type, false, Sentences.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty(); // a result of another version of the code
        }
    }

    private static String inWords(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").replace('_', ' ');
    }
}
