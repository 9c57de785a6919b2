package dev.interlude.platform.flows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Follows {@code .plan.start} behind a value by the methods of its class: {@code plan()}, {@code getPlan()} or {@code isPlan()}. */
final class Accessors {

    private static final Pattern CHAIN = Pattern.compile("\\.?[A-Za-z]\\w*(\\.[A-Za-z]\\w*)*");

    /** As many as flows write. */
    private final Map<String, List<String>> chains = new ConcurrentHashMap<>();

    private final ClassValue<Map<String, Optional<Method>>> known = new ClassValue<>() {
        @Override
        protected Map<String, Optional<Method>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /**
     * What stands at the end of the chain; empty if this is better left to Camel: the chain has indexes or arguments, a class
     * has no such method, one fails, or a value in between is null.
     */
    Optional<Reached> follow(Object from, String chain) {
        var value = from;
        for (var name : chains.computeIfAbsent(chain, Accessors::names)) {
            var method = value == null ? null : method(value.getClass(), name);
            if (method == null) {
                return Optional.empty();
            }
            try {
                value = method.invoke(value);
            } catch (InvocationTargetException | IllegalAccessException e) {
                return Optional.empty();
            }
        }
        return value == from ? Optional.empty() : Optional.of(new Reached(value));
    }

    private static List<String> names(String chain) {
        return CHAIN.matcher(chain).matches()
                ? List.of((chain.startsWith(".") ? chain.substring(1) : chain).split("\\."))
                : List.of();
    }

    private Method method(Class<?> type, String name) {
        return known.get(type).computeIfAbsent(name, each -> find(type, each)).orElse(null);
    }

    /** @param value may be null */
    record Reached(Object value) {}

    private static Optional<Method> find(Class<?> type, String name) {
        var capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Stream.of(name, "get" + capital, "is" + capital)
                .flatMap(each -> Stream.of(type.getMethods())
                        .filter(method -> method.getName().equals(each) && !method.isBridge()))
                .filter(method -> method.getParameterCount() == 0 && method.getReturnType() != void.class)
                .filter(Method::trySetAccessible)
                .findFirst();
    }
}
