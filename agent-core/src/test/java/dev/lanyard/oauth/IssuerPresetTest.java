package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata as providers publish it, in {@code issuers}: Keycloak's was measured, the others' is from what is public. */
class IssuerPresetTest {
    private static IssuerMetadata read(String provider) throws IOException {
        try (InputStream in = IssuerPresetTest.class.getResourceAsStream("/issuers/" + provider + ".json")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return IssuerPreset.completed(IssuerMetadata.parse(text).orElseThrow());
        }
    }

    @ParameterizedTest
    @CsvSource({"keycloak,true,true,true,true", "entra,false,true,false,false", "auth0,true,true,true,true",
            "descope,true,false,true,true"})
    void whatAProviderPublishesIsUnderstood(String provider, boolean registration, boolean device, boolean revocation,
            boolean resource) throws IOException {
        IssuerMetadata read = read(provider);

        assertThat(read.authorization()).isNotNull();
        assertThat(read.token()).isNotNull();
        assertThat(read.pkce()).isTrue();
        assertThat(read.registration() != null).isEqualTo(registration);
        assertThat(read.device() != null).isEqualTo(device);
        assertThat(read.revocation() != null).isEqualTo(revocation);
        assertThat(ResourceMode.AUTO.namesResource(read.issuer())).isEqualTo(resource);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://login.microsoftonline.com/x", "https://login.microsoftonline.com.evil.test/x",
            "https://evil.test/login.microsoftonline.com", "https://login.microsoftonline.com@evil.test/",
            "https://sub.accounts.google.com"})
    void nobodyPosesAsAnIssuerThatIsKnown(String issuer) {
        assertThat(IssuerPreset.of(issuer)).isEqualTo(IssuerPreset.NONE);
    }

    @Test
    void googleGivesARefreshTokenForAParameterOfItsOwn() {
        assertThat(IssuerPreset.of("https://accounts.google.com").parameters()).containsEntry("access_type", "offline");
        assertThat(IssuerPreset.of("https://id.example.com").parameters()).isEmpty();
    }
}
