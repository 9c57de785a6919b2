package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.calcom.answers.CalcomAnswer.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When Cal.com refuses an account's key, the caller learns whether")
class RefusedKeyTest {

    @Test
    @DisplayName("it has expired, or is wrong")
    void reason() {
        var expired = new Refusal(401, "UnauthorizedException", "ApiAuthStrategy - api key - Your api key is expired");
        var wrong = new Refusal(401, "UnauthorizedException", "Invalid Access Token.");

        assertThat(Problems.of(expired).detail()).contains("has expired at Cal.com");
        assertThat(Problems.of(wrong).detail()).contains("its API key needs a look");
    }
}
