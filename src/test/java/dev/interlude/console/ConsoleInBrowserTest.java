package dev.interlude.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Browser;
import dev.interlude.support.RequestBodies;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.springframework.boot.test.web.server.LocalManagementPort;

@Tag("integration")
@DisplayName("The console in a browser")
class ConsoleInBrowserTest extends AcceptanceTest {

    @LocalManagementPort
    private int managementPort;

    @TempDir
    private Path profile;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = Browser.open(profile);
        browser.show("http://admin:local-admin-key@127.0.0.1:" + managementPort + "/console/attention");
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    @DisplayName("shows each page on a phone, dark and light, without scrolling sideways and without an error")
    void pages() {
        var id = caller.booked(RequestBodies.booking("full-treatment", day.at("09:00")))
                .id();
        browser.phone();
        for (var scheme : List.of("dark", "light")) {
            browser.prefer(scheme);
            for (var page : List.of("attention", "day?date=" + day, "health", "search", "bookings/" + id)) {
                show(page);
                assertThat(browser.one("header").getCssValue("display"))
                        .as("styled")
                        .isEqualTo("flex");
                assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
                        .as(page + " on a phone")
                        .isLessThanOrEqualTo(390);
                assertThat(browser.all("[role=alert]")).as(page).isEmpty();
                assertThat(browser.driver().getTitle()).doesNotContain("@").endsWith("Interlude");
            }
            assertThat(browser.one("h1").getCssValue("color"))
                    .isEqualTo(scheme.equals("dark") ? "rgba(232, 230, 225, 1)" : "rgba(28, 36, 48, 1)");
        }
    }

    @Test
    @DisplayName("is used with the keyboard alone: from the picture of the day to the cancelled appointment")
    void keyboard() {
        var id = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna")).id();
        show("day?date=" + day);

        browser.script("document.querySelector(arguments[0]).focus()", "svg a[href$='" + id + "']");
        new Actions(browser.driver()).sendKeys(Keys.ENTER).perform();
        browser.awaitAddress(id);
        browser.one("#reason").sendKeys("is ill", Keys.TAB, Keys.ENTER);

        assertThat(browser.one("[role=status]").getText()).isEqualTo("Cancelled.");
        assertThat(books.status(id)).isEqualTo("CANCELLED");
        assertThat(calcom.liveOf(id)).isEmpty();
    }

    private void show(String page) {
        browser.show("http://127.0.0.1:" + managementPort + "/console/" + page);
    }
}
