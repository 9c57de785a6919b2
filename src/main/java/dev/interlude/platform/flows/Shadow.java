package dev.interlude.platform.flows;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Component;
import org.apache.camel.saga.CamelSagaService;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.LanguageCustomizer;
import org.apache.camel.spi.Registry;

/** The running server's beans for a rehearsal, without those that would take the rehearsal's context for their own. */
record Shadow(Registry running) implements BeanRepository {

    @Override
    public Object lookupByName(String name) {
        return visible(running.lookupByName(name));
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        return visible(running.lookupByNameAndType(name, type));
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return isHidden(type) ? Map.of() : running.findByTypeWithName(type);
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return isHidden(type) ? Set.of() : running.findByType(type);
    }

    private static <T> T visible(T bean) {
        return bean instanceof Component
                        || bean instanceof CamelSagaService
                        || bean instanceof Language
                        || bean instanceof LanguageCustomizer
                ? null
                : bean;
    }

    private static boolean isHidden(Class<?> type) {
        return Component.class.isAssignableFrom(type)
                || CamelSagaService.class.isAssignableFrom(type)
                || Language.class.isAssignableFrom(type)
                || LanguageCustomizer.class.isAssignableFrom(type);
    }
}
