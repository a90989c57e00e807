package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata as providers publish it, in {@code issuers}; its README tells captured from put together. */
class IssuerPresetTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode document(String provider) throws IOException {
        try (InputStream in = IssuerPresetTest.class.getResourceAsStream("/issuers/" + provider + ".json")) {
            return (ObjectNode) JSON.readTree(new String(Objects.requireNonNull(in).readAllBytes(),
                    StandardCharsets.UTF_8));
        }
    }

    private static IssuerMetadata said(String provider) throws IOException {
        return IssuerMetadata.parse(document(provider).toString()).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
            // provider, registration, device, revocation, client documents, DPoP, resource named
            "keycloak,true,true,true,false,true,true", "entra,false,true,false,false,false,false",
            "auth0,true,true,true,false,false,true", "okta,true,true,true,false,true,true",
            "descope,true,false,true,false,false,true", "workos,true,true,false,true,false,true",
            "scalekit,true,false,false,true,false,true", "google,false,true,true,false,false,true",
            "github,false,false,false,false,false,true"})
    void whatAProviderPublishesIsUnderstood(String provider, boolean registration, boolean device, boolean revocation,
            boolean documents, boolean dpop, boolean resource) throws IOException {
        IssuerMetadata read = IssuerPreset.completed(said(provider));

        assertThat(read.authorization()).isNotNull();
        assertThat(read.token()).isNotNull();
        assertThat(read.pkce()).isTrue();
        assertThat(read.registration() != null).isEqualTo(registration);
        assertThat(read.device() != null).isEqualTo(device);
        assertThat(read.revocation() != null).isEqualTo(revocation);
        assertThat(read.clientDocuments()).isEqualTo(documents);
        assertThat(!read.dpopAlgorithms().isEmpty()).isEqualTo(dpop);
        assertThat(ResourceMode.AUTO.namesResource(read.issuer())).isEqualTo(resource);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keycloak", "auth0", "okta", "descope", "workos", "scalekit", "google", "github"})
    void aProviderThatTellsAllGetsNothingAdded(String provider) throws IOException {
        IssuerMetadata said = said(provider);

        assertThat(IssuerPreset.completed(said)).isEqualTo(said);
    }

    @Test
    void entraGetsCodeChallengesAndNothingElse() throws IOException {
        IssuerMetadata said = said("entra");

        assertThat(said.challengeMethods()).isEmpty();
        assertThat(IssuerPreset.completed(said)).isEqualTo(said.withPkce());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://sts.windows.net/x/", "https://login.windows.net/x",
            "https://x.ciamlogin.com/x/v2.0",
            "https://login.microsoftonline.com.evil.test/x", "http://login.microsoftonline.com/x",
            "https://id.example.com"})
    void a07codeChallengesThatAreNotAnnouncedAreTakenForGrantedNowhereElse(String issuer) throws IOException {
        ObjectNode document = document("entra").put("issuer", issuer);

        assertThat(IssuerPreset.completed(IssuerMetadata.parse(document.toString()).orElseThrow()).pkce()).isFalse();
    }

    @Test
    void a08whatIsAnnouncedStandsEvenWhereMoreIsKnown() throws IOException {
        ObjectNode document = document("entra");
        document.putArray("code_challenge_methods_supported").add("plain");

        assertThat(IssuerPreset.completed(IssuerMetadata.parse(document.toString()).orElseThrow()).pkce()).isFalse();
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
