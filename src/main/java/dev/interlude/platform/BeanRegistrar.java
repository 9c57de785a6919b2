package dev.interlude.platform;

import java.beans.Introspector;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/** Registers what {@link Beans} lists. */
final class BeanRegistrar implements ImportBeanDefinitionRegistrar {

    @Override
    public void registerBeanDefinitions(AnnotationMetadata configuration, BeanDefinitionRegistry registry) {
        var listed = configuration.getAnnotations().get(Beans.class).getClassArray("value");
        for (var type : listed) {
            var bean = new RootBeanDefinition(type);
            bean.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD);
            registry.registerBeanDefinition(Introspector.decapitalize(type.getSimpleName()), bean);
        }
    }
}
