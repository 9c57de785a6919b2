package dev.interlude.platform.flows;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.spi.Registry;
import org.springframework.aop.framework.AopProxyUtils;

/** The beans that flows call, and their methods' parameters and results. */
record Beans(Registry registry) {

    boolean exists(String name) {
        return registry.lookupByName(name) != null;
    }

    /** @param call has {@code ref} and {@code method} */
    void requireCall(Place call) {
        var ref = call.textAt("ref");
        if (!isPlain(ref)) {
            return;
        }
        if (!exists(ref)) {
            throw call.at("ref").orElse(call).wrong("there is no bean '%s'".formatted(ref));
        }
        var text = call.textAt("method");
        if (text.isBlank() || text.contains("{{")) {
            return;
        }
        var written = Calls.of(text);
        var named = methods(ref)
                .filter(method -> method.getName().equals(written.method()))
                .toList();
        var where = call.at("method").orElse(call);
        if (named.isEmpty()) {
            throw where.wrong("the bean '%s' has no method '%s'".formatted(ref, written.method()));
        }
        if (named.stream().noneMatch(method -> takes(method, written))) {
            throw where.wrong("the method '%s' of the bean '%s' takes %s, not %s"
                    .formatted(
                            written.method(),
                            ref,
                            named.stream()
                                    .map(method -> plural(method.getParameterCount()))
                                    .distinct()
                                    .sorted()
                                    .reduce((one, other) -> one + " or " + other)
                                    .orElseThrow(),
                            written.arguments()
                                    .map(arguments -> String.valueOf(arguments.size()))
                                    .orElse("the body alone")));
        }
    }

    /** What the call returns, if there is no doubt which method it is. */
    Optional<Type> returned(Place call) {
        var ref = call.textAt("ref");
        if (!isPlain(ref) || !exists(ref)) {
            return Optional.empty();
        }
        var written = Calls.of(call.textAt("method"));
        List<Type> types = methods(ref)
                .filter(method -> method.getName().equals(written.method()) && takes(method, written))
                .map(Method::getGenericReturnType)
                .distinct()
                .toList();
        return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
    }

    private static boolean takes(Method method, Calls written) {
        var parameters = method.getParameterCount();
        if (written.arguments().isEmpty()) {
            return parameters <= 1
                    || Stream.of(method.getParameterAnnotations()).anyMatch(annotations -> annotations.length > 0);
        }
        var arguments = written.arguments().get().size();
        // Camel gives a method that is called with empty brackets the body.
        return parameters == arguments || method.isVarArgs() && arguments >= parameters - 1;
    }

    private Stream<Method> methods(String ref) {
        return Stream.of(AopProxyUtils.ultimateTargetClass(registry.lookupByName(ref))
                        .getMethods())
                .filter(method -> !method.isBridge() && !method.isSynthetic());
    }

    private static boolean isPlain(String ref) {
        return !ref.isBlank() && !ref.contains("{{") && !ref.contains(":") && !ref.startsWith("#");
    }

    private static String plural(int arguments) {
        return arguments == 1 ? "1 argument" : arguments + " arguments";
    }
}
