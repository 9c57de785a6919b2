package dev.interlude.absences;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param daysAround how many days before and after its own an appointment is proposed for another time
 * @param keep how long absences stay readable after their end
 */
@ConfigurationProperties("interlude.absences")
public record AbsenceSettings(int daysAround, Duration keep) {}
