package dev.interlude.platform.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.TestDatabase;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

@DisplayName("Several nodes that make the same clock")
class SharedJobStoreTest {

    private static final String GROUP = "shared-job-store";

    /** What the clock would start. */
    public static final class Nothing implements Job {

        @Override
        public void execute(JobExecutionContext context) {}
    }

    @Test
    @DisplayName("at the same moment all succeed, and there is one clock; 20 times")
    void together() throws Exception {
        var nodes = IntStream.range(0, 4).mapToObj(node -> factory()).toList();
        var pool = Executors.newFixedThreadPool(nodes.size());
        try {
            for (var round = 0; round < 20; round++) {
                var name = "together-" + round;
                var done = pool.invokeAll(nodes.stream()
                        .map(node -> (Callable<Void>) () -> {
                            schedule(node.getScheduler(), name);
                            return null;
                        })
                        .toList());
                for (var each : done) {
                    each.get();
                }
                assertThat(nodes.get(0).getScheduler().getTrigger(trigger(name).getKey()))
                        .isNotNull();
            }
        } finally {
            pool.shutdown();
            for (var node : nodes) {
                node.destroy();
            }
        }
    }

    @Test
    @DisplayName("make it whole again when its job is there and its trigger is not")
    void withoutTrigger() throws Exception {
        var node = factory();
        try {
            schedule(node.getScheduler(), "half");
            var jdbc = JdbcClient.create(TestDatabase.dataSource());
            jdbc.sql("delete from qrtz_cron_triggers where trigger_group = :group and trigger_name = 'half'")
                    .param("group", GROUP)
                    .update();
            jdbc.sql("delete from qrtz_triggers where trigger_group = :group and trigger_name = 'half'")
                    .param("group", GROUP)
                    .update();

            schedule(node.getScheduler(), "half");

            assertThat(node.getScheduler().getTrigger(trigger("half").getKey())).isNotNull();
        } finally {
            node.destroy();
        }
    }

    private static void schedule(Scheduler scheduler, String name) throws Exception {
        scheduler.scheduleJob(
                JobBuilder.newJob(Nothing.class).withIdentity(name, GROUP).build(), trigger(name));
    }

    private static Trigger trigger(String name) {
        return TriggerBuilder.newTrigger()
                .withIdentity(name, GROUP)
                .withSchedule(CronScheduleBuilder.cronSchedule("0 0 0 1 1 ? 2099"))
                .build();
    }

    private static SchedulerFactoryBean factory() {
        try {
            var properties = new Properties();
            properties.put("org.quartz.jobStore.class", SharedJobStore.class.getName());
            properties.put(
                    "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
            properties.put("org.quartz.jobStore.isClustered", "true");
            properties.put("org.quartz.scheduler.instanceId", "AUTO");
            properties.put("org.quartz.threadPool.threadCount", "1");
            var factory = new SchedulerFactoryBean();
            factory.setDataSource(TestDatabase.dataSource());
            factory.setQuartzProperties(properties);
            factory.setSchedulerName("shared-job-store");
            factory.setAutoStartup(false);
            factory.afterPropertiesSet();
            return factory;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
