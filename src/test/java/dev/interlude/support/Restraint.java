package dev.interlude.support;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What no class may use, but for exceptions that each name their reason. An exception that nobody needs any more is a
 * breach too: so the list stays short, and it is certain that the restraint would find something.
 */
public final class Restraint {

    private record Permit(String reason, Predicate<String> who, List<String> what) {

        public boolean covers(Use use) {
            return who.test(use.user) && use.matches(what);
        }
    }

    /** A class of ours, without {@code dev.interlude.}, and a class or method that it uses. */
    private record Use(String user, String used) {

        public boolean matches(List<String> prefixes) {
            return prefixes.stream().anyMatch(used::startsWith);
        }

        @Override
        public String toString() {
            return user + " uses " + used;
        }
    }

    private final List<String> forbidden;
    private final List<Permit> permits = new ArrayList<>();

    /** @param forbidden beginnings of names of classes or methods */
    public Restraint(String... forbidden) {
        this.forbidden = List.of(forbidden);
    }

    /** @param what beginnings of names; none for all that is forbidden */
    public Restraint except(String reason, Predicate<String> who, String... what) {
        permits.add(new Permit(reason, who, what.length == 0 ? forbidden : List.of(what)));
        return this;
    }

    /** The uses that no exception covers, and the exceptions that cover no use. */
    public List<String> breaches(JavaClasses classes) {
        var uses = classes.stream()
                .flatMap(Restraint::uses)
                .filter(use -> use.matches(forbidden))
                .distinct()
                .toList();
        var uncovered = uses.stream()
                .filter(use -> permits.stream().noneMatch(permit -> permit.covers(use)))
                .map(Use::toString)
                .sorted();
        var idle = permits.stream()
                .filter(permit -> uses.stream().noneMatch(permit::covers))
                .map(permit -> "nobody needs the exception: " + permit.reason);
        return Stream.concat(uncovered, idle).toList();
    }

    /** Classes of one room or package. */
    public static Predicate<String> in(String room) {
        return name -> name.startsWith(room + ".");
    }

    /** These classes and what is nested in them. */
    public static Predicate<String> are(String... names) {
        return List.of(names).stream()
                .map(name -> (Predicate<String>) user -> user.equals(name) || user.startsWith(name + "$"))
                .reduce(Predicate::or)
                .orElseThrow();
    }

    private static Stream<Use> uses(JavaClass user) {
        var name = user.getName().substring("dev.interlude.".length());
        var classes = user.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getName());
        var methods = user.getMethodCallsFromSelf().stream()
                .map(call -> call.getTargetOwner().getName() + "." + call.getName());
        return Stream.concat(classes, methods).map(used -> new Use(name, used));
    }
}
