package dev.interlude.absences;

import dev.interlude.absences.jdbc.AbsenceLedger;
import dev.interlude.absences.jdbc.AbsenceList;
import dev.interlude.absences.jdbc.AbsenceReader;
import dev.interlude.availability.Horizon;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.Beans;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Wires the room that records who is away, and finds the bookings that concerns. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AbsenceSettings.class)
@Beans({
    AbsenceItems.class,
    AbsenceLedger.class,
    AbsenceList.class,
    AbsenceMeters.class,
    AbsenceReader.class,
    AbsenceRequests.class,
    AbsenceView.class,
    ConcernedBookings.class
})
class AbsenceConfiguration {

    @Bean
    @Order(45)
    UnsettledAbsences unsettledAbsences(
            AbsenceReader reader, ConcernedBookings concerned, AbsenceMeters meters, Catalog catalog, Clock clock) {
        return new UnsettledAbsences(reader, concerned, meters, catalog, clock);
    }

    @Bean
    Proposals proposals(Catalog catalog, Clock clock, Horizon horizon, AbsenceSettings settings) {
        return new Proposals(catalog, clock, horizon, settings.daysAround());
    }
}
