package dev.interlude.observed;

import dev.interlude.booking.BookingListener;
import dev.interlude.booking.FlagListener;
import dev.interlude.booking.units.jdbc.UnitLedger;
import dev.interlude.catalog.Catalog;
import dev.interlude.observed.jdbc.ForeignBookings;
import dev.interlude.observed.jdbc.LocalSegments;
import dev.interlude.observed.jdbc.ObservedRows;
import dev.interlude.observed.jdbc.SyncedSegments;
import dev.interlude.platform.Beans;
import dev.interlude.platform.Ids;
import dev.interlude.saga.SagaJournal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the room that applies what Cal.com shows to our bookings. */
@Beans({DecisionRules.class, ForeignBookings.class, LocalSegments.class, ObservedRows.class, SyncedSegments.class})
@Configuration(proxyBeanMethods = false)
class ObservedConfiguration {

    @Bean
    ObservationLedger observationLedger(
            LocalSegments segments,
            ObservedRows rows,
            ForeignBookings foreign,
            SagaJournal journal,
            BookingListener listener,
            FlagListener flagListener,
            Catalog catalog,
            UnitLedger units,
            Ids ids) {
        return new ObservationLedger(
                segments,
                rows,
                foreign,
                journal,
                listener,
                flagListener,
                catalog,
                units,
                ids,
                "direct:booking-release-segment");
    }
}
