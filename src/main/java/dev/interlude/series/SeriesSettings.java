package dev.interlude.series;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param segmentsAtOnce of series booked as a whole, planned and asked of Cal.com at a time */
@ConfigurationProperties("interlude.series")
public record SeriesSettings(int segmentsAtOnce) {}
