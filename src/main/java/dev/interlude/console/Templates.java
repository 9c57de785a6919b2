package dev.interlude.console;

import java.util.Locale;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Renders the templates under {@code console/}; the engine is made when the first page is asked for. */
final class Templates {

    private TemplateEngine engine;

    String render(String view, Map<String, Object> model) {
        return "<!doctype html>\n" + engine().process(view, new Context(Locale.ENGLISH, model));
    }

    private synchronized TemplateEngine engine() {
        if (engine == null) {
            var resolver = new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
            resolver.setPrefix("console/");
            resolver.setSuffix(".html");
            resolver.setTemplateMode(TemplateMode.HTML);
            resolver.setCharacterEncoding("UTF-8");
            engine = new TemplateEngine();
            engine.setTemplateResolver(resolver);
        }
        return engine;
    }
}
