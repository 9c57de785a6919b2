package dev.interlude.platform.flows;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Follows what a simple expression says behind a value, {@code .plan.segments[0]}, along the types of the classes. */
final class Properties {

    private static final Pattern STEP = Pattern.compile("^\\??\\.(\\w+)(\\(([^()]*)\\))?");

    /** @param type at the end of the chain, if it can be known; @param missing a sentence, if it cannot be followed */
    record End(Optional<Type> type, Optional<String> missing) {

        private static final End UNKNOWN = new End(Optional.empty(), Optional.empty());
    }

    private Properties() {}

    static End follow(Type from, String chain) {
        var type = from;
        var rest = chain;
        while (!rest.isEmpty()) {
            var step = STEP.matcher(rest);
            var raw = raw(type);
            if (!step.find() || raw.isEmpty() || answersAnything(raw.get())) {
                return End.UNKNOWN;
            }
            var name = step.group(1);
            var arguments =
                    step.group(2) == null ? 0 : Calls.split(step.group(3)).size();
            var method = method(raw.get(), name, arguments);
            if (method.isEmpty()) {
                return mayHave(raw.get(), name, arguments)
                        ? End.UNKNOWN
                        : new End(
                                Optional.empty(),
                                Optional.of("%s has no '%s'".formatted(raw.get().getSimpleName(), name)));
            }
            type = method.get().getGenericReturnType();
            rest = rest.substring(step.end());
        }
        return new End(Optional.of(type), Optional.empty());
    }

    private static boolean answers(Method method, String name) {
        var capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return method.getName().equals(name)
                || method.getName().equals("get" + capital)
                || method.getName().equals("is" + capital);
    }

    /** Camel looks into these by key or index, or unwraps them. */
    private static boolean answersAnything(Class<?> type) {
        return type == Object.class
                || type.isArray()
                || type.isPrimitive()
                || type == Optional.class
                || java.util.Map.class.isAssignableFrom(type)
                || Iterable.class.isAssignableFrom(type);
    }

    private static Optional<Method> method(Class<?> type, String name, int arguments) {
        return Stream.of(type.getMethods())
                .filter(method -> answers(method, name) && method.getParameterCount() == arguments)
                .findFirst();
    }

    /** A class that others may extend without our knowing may have anything. */
    private static boolean mayHave(Class<?> type, String name, int arguments) {
        if (method(type, name, arguments).isPresent()) {
            return true;
        }
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).anyMatch(each -> mayHave(each, name, arguments))
                : !Modifier.isFinal(type.getModifiers());
    }

    private static Optional<Class<?>> raw(Type type) {
        if (type instanceof Class<?> simple) {
            return Optional.of(simple);
        }
        return type instanceof ParameterizedType generic ? raw(generic.getRawType()) : Optional.empty();
    }
}
