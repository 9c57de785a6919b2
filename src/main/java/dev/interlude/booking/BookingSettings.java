package dev.interlude.booking;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param answerLimit how long a caller waits for a decision; then 202, and it goes on
 * @param queue how many bookings may wait for a worker
 * @param atOnce how many bookings are placed at a time
 * @param segmentsAtOnce how many segments are asked of Cal.com at a time
 * @param rebookings how often another time is tried for one request
 */
@ConfigurationProperties("interlude.booking")
public record BookingSettings(Duration answerLimit, int queue, int atOnce, int segmentsAtOnce, int rebookings) {}
