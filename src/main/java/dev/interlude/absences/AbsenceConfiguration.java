package dev.interlude.absences;

import dev.interlude.absences.jdbc.AbsenceLedger;
import dev.interlude.absences.jdbc.AbsenceList;
import dev.interlude.absences.jdbc.AbsenceReader;
import dev.interlude.platform.Beans;
import org.springframework.context.annotation.Configuration;

/** Wires the room that records who is away, and finds the bookings that concerns. */
@Configuration(proxyBeanMethods = false)
@Beans({
    AbsenceLedger.class,
    AbsenceList.class,
    AbsenceReader.class,
    AbsenceRequests.class,
    AbsenceView.class,
    ConcernedBookings.class
})
class AbsenceConfiguration {}
