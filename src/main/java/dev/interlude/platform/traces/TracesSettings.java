package dev.interlude.platform.traces;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The settings under {@code interlude.traces}, documented in {@code config/application.yaml}. */
@ConfigurationProperties("interlude.traces")
record TracesSettings(String url, String authorization, List<String> flows) {

    /** The key is no one's to read. */
    @Override
    public String toString() {
        return url;
    }
}
