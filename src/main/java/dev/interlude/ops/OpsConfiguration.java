package dev.interlude.ops;

import dev.interlude.booking.jdbc.BookingLabels;
import dev.interlude.catalog.Catalog;
import dev.interlude.ops.jdbc.AttentionSeen;
import dev.interlude.ops.jdbc.BookingTally;
import dev.interlude.platform.Beans;
import dev.interlude.platform.attention.AttentionSource;
import dev.interlude.platform.jdbc.OperatorActions;
import dev.interlude.platform.start.StartRefused;
import dev.interlude.webhook.jdbc.RegistrationLedger;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import org.quartz.CronExpression;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Wires the views for operators. */
@Configuration(proxyBeanMethods = false)
@Beans({
    AttentionSeen.class,
    BookingTally.class,
    CatalogCheck.class,
    HealthView.class,
    PatternRequests.class,
    PatternView.class,
    StoredFigures.class,
    WaitingWork.class
})
class OpsConfiguration {

    @Bean
    @Order(70)
    AttentionSource catalogAttention(CatalogCheck catalogCheck, StaffCoverage staffCoverage) {
        return new CatalogAttention(catalogCheck, staffCoverage);
    }

    @Bean
    StaffCoverage staffCoverage(
            Catalog catalog,
            CatalogCheck catalogCheck,
            RegistrationLedger registrationLedger,
            @Value("${interlude.sync.untold-schedule}") String schedule) {
        return new StaffCoverage(catalog, catalogCheck, registrationLedger, compared(schedule));
    }

    /** How often a schedule fires, in words. */
    private static String compared(String schedule) {
        try {
            var cron = new CronExpression(schedule);
            var next = cron.getNextValidTimeAfter(new Date());
            var later = next == null ? null : cron.getNextValidTimeAfter(next);
            if (later == null) {
                return "compared every time it is asked for";
            }
            var minutes = Duration.between(next.toInstant(), later.toInstant()).toMinutes();
            return "compared every " + (minutes <= 1 ? "minute" : minutes + " minutes");
        } catch (ParseException e) {
            throw new StartRefused("The setting interlude.sync.untold-schedule is no schedule: " + schedule);
        }
    }

    @Bean
    Attention attention(
            ObjectProvider<AttentionSource> sources,
            BookingLabels labels,
            OperatorActions actions,
            AttentionSeen seen) {
        return new Attention(sources.orderedStream().toList(), labels, actions, seen);
    }
}
