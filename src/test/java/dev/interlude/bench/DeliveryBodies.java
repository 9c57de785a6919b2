package dev.interlude.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What Cal.com would deliver of bookings that others made there, each of another booking. */
final class DeliveryBodies {

    private static final Instant FIRST = Instant.parse("2075-01-01T08:00:00Z");
    private static final Duration LENGTH = Duration.ofMinutes(30);

    private final AtomicLong count = new AtomicLong();
    private final String template = template();

    /** Each at another time: nobody is booked twice. */
    byte[] next() {
        var n = count.incrementAndGet();
        var start = FIRST.plus(LENGTH.multipliedBy(n));
        return template.replace("{n}", Long.toString(n))
                .replace("{start}", start.toString())
                .replace("{end}", start.plus(LENGTH).toString())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As long as Cal.com's own, about 2 kB. */
    private static String template() {
        return """
                {"triggerEvent":"BOOKING_CREATED","createdAt":"2026-11-22T08:02:59.726Z","payload":{"type":"cut",\
                "title":"Cut between Anna and Load","startTime":"{start}","endTime":"{end}","eventTypeId":101,"uid":"load{n}",\
                "organizer":{"username":"anna","timeZone":"Europe/Berlin"},"attendees":[{"email":"load@example.com",\
                "name":"Load","timeZone":"Europe/Berlin","language":{"locale":"en"}}],"iCalSequence":0,"length":30,\
                "responses":{"notes":{"label":"notes","value":"%s"}},"metadata":{},"status":"ACCEPTED"}}"""
                .formatted("because I am worth it ".repeat(70));
    }
}
