package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlude.calcom.CalcomSettings.AccountSettings;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.platform.start.StartRefused;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The keys of the staff")
class KeysTest {

    private static Map<String, AccountSettings> keys(String staffKeys) {
        var account = new AccountSettings("http://x", "cal_1", "secret", null, staffKeys, 100, null, null);
        var settings = new CalcomSettings(Map.of("salon", account), null, null, null, null, 1, null, null, null);
        return Keys.of(settings, CatalogFile.read(Path.of("config/catalog.yaml")));
    }

    @Test
    @DisplayName("are named after account and staff member, and sign with the account's secret")
    void named() {
        var keys = keys(" anna=cal_2, ben=cal_3=");
        assertThat(keys).containsOnlyKeys("salon", "salon/anna", "salon/ben");
        assertThat(keys.get("salon/ben").apiKey()).isEqualTo("cal_3=");
        assertThat(keys.get("salon/anna").webhookSecret()).isEqualTo("secret");
        assertThat(keys("")).containsOnlyKeys("salon");
        assertThat(keys(null)).containsOnlyKeys("salon");
        assertThat(keys("*=cal_sandbox_*").get("salon/cleo").apiKey()).isEqualTo("cal_sandbox_cleo");
    }

    @Test
    @DisplayName("that belong to nobody, or are none, stop the start without being shown")
    void wrong() {
        assertThatThrownBy(() -> keys("zoe=cal_secret"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("'zoe'")
                .hasMessageNotContaining("cal_secret");
        assertThatThrownBy(() -> keys("cal_secret"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("staff=key")
                .hasMessageNotContaining("cal_secret");
    }
}
