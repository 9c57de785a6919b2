package dev.interlude.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.interlude.platform.Api;
import dev.interlude.platform.ServerTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
@DisplayName("Without a key one gets")
class DocsTest {

    @Autowired
    Api api;

    @Test
    @DisplayName("the contract as YAML and as JSON, and they say the same")
    void contract() throws Exception {
        var yaml = api.get("/openapi.yaml", "Authorization", "none");
        var json = api.get("/openapi.json", "Authorization", "none");

        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(new YAMLMapper().readTree(yaml.http().body()).toString())
                .isEqualTo(json.json().toString())
                .contains("createBooking");
    }

    @Test
    @DisplayName("a page that shows it and loads nothing from elsewhere")
    void page() {
        var page = api.get("/docs", "Authorization", "none");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(page.http().body())
                .contains("/openapi.json")
                .doesNotContainPattern("(src|href|action)=.?https?:|url\\(|@import|import\\(|fetch\\(.http");
    }
}
