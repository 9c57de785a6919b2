package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlude.platform.personal.MaskedText;
import dev.interlude.platform.start.RequiredSettings;
import dev.interlude.platform.start.StartRefused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

@DisplayName("In the platform room")
class SmallThingsTest {

    private static final Instant NINE = Instant.parse("2026-12-07T08:00:00Z");
    private static final String LONG_KEY = "k".repeat(20);

    @Test
    @DisplayName("an id made later sorts later, and says that it is a UUID of version 7")
    void ids() {
        var earlier = new Ids(Clock.fixed(NINE, ZoneOffset.UTC)).next();
        var later = new Ids(Clock.fixed(NINE.plusMillis(1), ZoneOffset.UTC)).next();

        assertThat(earlier.toString()).isLessThan(later.toString());
        assertThat(earlier.version()).isEqualTo(7);
        assertThat(earlier.variant()).isEqualTo(2);
        assertThat(Instant.ofEpochMilli(earlier.getMostSignificantBits() >>> 16))
                .isEqualTo(NINE);
    }

    @Test
    @DisplayName("attendees are masked")
    void masks() {
        assertThat(MaskedText.email("zoe@example.com")).isEqualTo("z***@example.com");
        assertThat(MaskedText.email("💇@example.com")).isEqualTo("💇***@example.com");
        assertThat(MaskedText.email("nonsense")).isEqualTo("***");
        assertThat(MaskedText.email(null)).isEmpty();
        assertThat(MaskedText.phone("+4915112345678")).isEqualTo("***78");
        assertThat(MaskedText.phone("112")).isEqualTo("***");
    }

    @Test
    @DisplayName("a caller's minute begins anew when it is over")
    void minute() {
        var clock = new MovedClock();
        var limits = new RequestLimits(clock);
        var caller = new Caller("shop", Set.of(Role.READ), 1);

        assertThat(limits.take(caller).granted()).isTrue();
        assertThat(limits.take(caller)).isEqualTo(new RequestLimits.Quota(false, 1, 0, 60));
        clock.now = NINE.plusMillis(59_500);
        assertThat(limits.take(caller)).isEqualTo(new RequestLimits.Quota(false, 1, 0, 1));
        clock.now = NINE.plusSeconds(60);
        assertThat(limits.take(caller).granted()).isTrue();
    }

    @Test
    @DisplayName("requests that differ in method, address or a value are not equal, those that differ in order are")
    void fingerprints() {
        var json = new Json(null);
        var prints = new Fingerprints();
        var one = prints.of("POST", "/a", json.parse("{\"x\":1,\"y\":{\"a\":[1,2],\"b\":null}}".getBytes()));

        assertThat(prints.of("POST", "/a", json.parse("{ \"y\":{\"b\":null,\"a\":[1,2]},\"x\":1}".getBytes())))
                .isEqualTo(one);
        assertThat(prints.of("PUT", "/a", json.parse("{\"x\":1,\"y\":{\"a\":[1,2],\"b\":null}}".getBytes())))
                .isNotEqualTo(one);
        assertThat(prints.of("POST", "/a", json.parse("{\"x\":1,\"y\":{\"a\":[2,1],\"b\":null}}".getBytes())))
                .isNotEqualTo(one);
        assertThat(prints.of("POST", "/a", json.parse("{\"x\":\"1\",\"y\":{\"a\":[1,2],\"b\":null}}".getBytes())))
                .isNotEqualTo(one);
    }

    @Test
    @DisplayName("a start without its secrets is refused with one sentence that names them")
    void secrets() {
        assertThatThrownBy(() -> RequiredSettings.check(
                        settings(Map.of(
                                "interlude.admin-key", "${INTERLUDE_ADMIN_KEY:}",
                                "interlude.calcom.accounts.salon.base-url", "https://api.cal.com",
                                "interlude.calcom.accounts.salon.api-key", "cal_x",
                                "interlude.calcom.accounts.salon.webhook-secret", "${CALCOM_WEBHOOK_SECRET:}",
                                "interlude.calcom.accounts.spa.base-url", "https://api.cal.com",
                                "interlude.calcom.accounts.spa.api-key", "${SPA_API_KEY:}",
                                "interlude.calcom.accounts.spa.webhook-secret", "s")),
                        true))
                .isInstanceOf(StartRefused.class)
                .hasMessage("Set INTERLUDE_ADMIN_KEY, CALCOM_WEBHOOK_SECRET, SPA_API_KEY in the environment"
                        + " (config/env.example), or the profile sandbox to try it");
        assertThatThrownBy(() -> RequiredSettings.check(settings(Map.of("interlude.admin-key", LONG_KEY)), true))
                .hasMessage(
                        "Name at least one Cal.com account under interlude.calcom.accounts in config/application.yaml");
        assertThatThrownBy(() -> RequiredSettings.check(new MockEnvironment(), true))
                .hasMessageStartingWith("There is no config/application.yaml in ");
        assertThatThrownBy(() -> RequiredSettings.check(all("short"), true))
                .hasMessage("INTERLUDE_ADMIN_KEY must have at least 20 characters");
        assertThatThrownBy(() -> RequiredSettings.check(all(LONG_KEY), false))
                .hasMessageStartingWith("Set INTERLUDE_DATABASE_URL");
        assertThatNoException().isThrownBy(() -> RequiredSettings.check(all(LONG_KEY), true));
    }

    private static MockEnvironment all(String adminKey) {
        return settings(Map.of(
                "interlude.admin-key", adminKey,
                "interlude.calcom.accounts.salon.base-url", "https://api.cal.com",
                "interlude.calcom.accounts.salon.api-key", "cal_x",
                "interlude.calcom.accounts.salon.webhook-secret", "s"));
    }

    private static MockEnvironment settings(Map<String, String> values) {
        var environment = new MockEnvironment().withProperty("interlude.routes", "routes");
        values.forEach(environment::setProperty);
        return environment;
    }

    private static final class MovedClock extends Clock {

        private Instant now = NINE;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return Clock.offset(this, Duration.ZERO);
        }
    }
}
