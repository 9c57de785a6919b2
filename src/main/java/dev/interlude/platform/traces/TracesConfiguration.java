package dev.interlude.platform.traces;

import dev.interlude.platform.Trace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Exports traces to a collector, if the settings name one. Without it none of this is made, and no step of a flow is watched. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${interlude.traces.url:}'.isBlank()")
@EnableConfigurationProperties(TracesSettings.class)
class TracesConfiguration {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    @Bean
    SdkTracerProvider spans(
            TracesSettings settings,
            @Value("${spring.application.name}") String name,
            @Value("${interlude.saga.node}") String node) {
        var exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(settings.url()).setTimeout(ANSWER_LIMIT);
        if (!settings.authorization().isBlank()) {
            exporter.addHeader("Authorization", settings.authorization());
        }
        var server = Attributes.builder().put(AttributeKey.stringKey("service.name"), name);
        if (!node.isBlank()) {
            server.put(AttributeKey.stringKey("service.instance.id"), node);
        }
        return SdkTracerProvider.builder()
                .setResource(Resource.create(server.build()))
                .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
                .setIdGenerator(new OurTraceIds())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build()).build())
                .build();
    }

    @Bean
    Tracer spanMaker(SdkTracerProvider spans) {
        return spans.get("dev.interlude");
    }

    @Bean
    ContextPropagators traceparents() {
        return ContextPropagators.create(W3CTraceContextPropagator.getInstance());
    }

    @Bean
    CamelContextConfiguration tracedFlows(Tracer spanMaker, TracesSettings settings) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                new FlowTracer(spanMaker, settings.flows()).init(camel);
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // Nothing is left to do.
            }
        };
    }

    /** A trace that begins here has the id that its log lines have already. */
    private static final class OurTraceIds implements IdGenerator {

        private final IdGenerator random = IdGenerator.random();

        @Override
        public String generateTraceId() {
            var ours = Trace.current();
            return ours == null ? random.generateTraceId() : ours;
        }

        @Override
        public String generateSpanId() {
            return random.generateSpanId();
        }
    }
}
