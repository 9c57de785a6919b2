package dev.interlude.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;

/**
 * Runs a route on its request's thread, so that Tomcat's threads are the one bound. The stock engine hands every request
 * to a second pool with a queue of its own and, when that is done, through Spring MVC once more.
 */
final class RequestThreadEngine extends SpringBootPlatformHttpEngine {

    RequestThreadEngine(int port) {
        super(port, Runnable::run);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        endpoint.setUseStreaming(true); // bodies stay bytes; read as text, what is not UTF-8 would be replaced
        return new SpringBootPlatformHttpConsumer(endpoint, processor, Runnable::run) {
            @Override
            public CompletableFuture<Void> service(HttpServletRequest request, HttpServletResponse response) {
                super.service(request, response);
                return null; // answered already: no second pass through Spring MVC
            }
        };
    }
}
