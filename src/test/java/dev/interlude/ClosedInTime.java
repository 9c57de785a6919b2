package dev.interlude;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Stops the server after the last test. The JVM would do so at its end too, but together with the database. */
public final class ClosedInTime implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext test) {
        var server = (ConfigurableApplicationContext) SpringExtension.getApplicationContext(test);
        test.getRoot().getStore(Namespace.create(ClosedInTime.class)).getOrComputeIfAbsent(server, key ->
                (CloseableResource) server::close);
    }
}
