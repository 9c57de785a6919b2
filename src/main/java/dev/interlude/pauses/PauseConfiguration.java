package dev.interlude.pauses;

import dev.interlude.pauses.jdbc.BookedPauses;
import dev.interlude.platform.Beans;
import org.springframework.context.annotation.Configuration;

/** Wires the search for what could fill the pauses of booked appointments. */
@Configuration(proxyBeanMethods = false)
@Beans({BookedPauses.class, PauseRequests.class, PauseSearch.class, PauseView.class})
class PauseConfiguration {}
