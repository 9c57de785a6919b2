package dev.interlude.platform;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.context.annotation.Import;

/**
 * The classes of a room that are beans without further wiring: built by their only constructor, named like the class
 * with a small first letter. The classes stay free of Spring.
 */
@Retention(RetentionPolicy.RUNTIME)
@Import(BeanRegistrar.class)
public @interface Beans {

    Class<?>[] value();
}
