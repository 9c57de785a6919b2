package dev.interlude.cli.setup;

import dev.interlude.Interlude;
import dev.interlude.cli.CommandFailed;
import dev.interlude.platform.start.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;

/** Wires the program up to the point where its flows have been rehearsed, and ends it there. */
final class FlowCheck {

    private FlowCheck() {}

    /** What is wrong with the flows of this folder; empty if nothing is. */
    static Optional<String> mistake(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.of("There is no folder %s.".formatted(folder));
        }
        var failure = new AtomicReference<RuntimeException>();
        try {
            SpringApplication.withHook(program -> new WiringOnly(failure), () -> wire(folder));
        } catch (SpringApplication.AbandonedRunException e) {
            return mistake(failure.get());
        } catch (RuntimeException e) {
            throw notChecked(e);
        }
        throw new IllegalStateException("the program has started, instead of ending after the check");
    }

    private static void wire(Path folder) {
        new SpringApplicationBuilder(Interlude.class)
                .main(Interlude.class)
                .profiles("sandbox")
                .registerShutdownHook(false)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("endOfCheck", EndOfCheck.class, EndOfCheck::new))
                .run(
                        "--interlude.routes=" + folder,
                        "--interlude.start-limit=1h",
                        "--server.port=0",
                        "--management.server.port=0",
                        // Nothing listens there: what asks for the database learns soon that there is none.
                        "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                        "--spring.datasource.username=none",
                        "--spring.datasource.password=none",
                        "--spring.datasource.hikari.initialization-fail-timeout=-1",
                        "--spring.datasource.hikari.connection-timeout=250",
                        "--spring.flyway.enabled=false",
                        "--spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration",
                        "--logging.threshold.console=OFF");
    }

    private static Optional<String> mistake(RuntimeException failure) {
        if (deepest(failure) instanceof EndOfCheck.Reached) {
            return Optional.empty();
        }
        if (failure instanceof StartRefused refused) {
            return Optional.of(refused.getMessage());
        }
        throw notChecked(failure);
    }

    private static CommandFailed notChecked(RuntimeException failure) {
        return new CommandFailed(
                "NOT_CHECKED",
                "The flows could not be checked: " + deepest(failure).getMessage(),
                "Mend that first; ./interlude catalog check says whether the catalog is fine.",
                failure);
    }

    private static Throwable deepest(Throwable failure) {
        return failure.getCause() == null ? failure : deepest(failure.getCause());
    }

    /** Wires the program in Spring's place, so that Spring reports no failed start. */
    private record WiringOnly(AtomicReference<RuntimeException> failure) implements SpringApplicationRunListener {

        @Override
        public void contextLoaded(ConfigurableApplicationContext context) {
            try {
                context.refresh();
            } catch (RuntimeException e) {
                failure.set(e);
            }
            throw new SpringApplication.AbandonedRunException(context);
        }
    }

    /** Begins before everything else that begins, once all beans are wired and the flows rehearsed. */
    private static final class EndOfCheck implements SmartLifecycle {

        private static final class Reached extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        @Override
        public void start() {
            throw new Reached();
        }

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }

        @Override
        public int getPhase() {
            return Integer.MIN_VALUE;
        }
    }
}
