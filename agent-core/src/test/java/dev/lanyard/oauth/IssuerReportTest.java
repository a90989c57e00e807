package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.network.HttpPolicy;
import dev.lanyard.oauth.IssuerReport.Support;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class IssuerReportTest {
    @Test
    void saysWhatTheIssuerSays() throws IOException {
        try (FakeIssuer issuer = new FakeIssuer()) {
            issuer.metadata.put("client_id_metadata_document_supported", true);
            issuer.metadata.putArray("grant_types_supported").add("authorization_code");

            assertThat(IssuerReport.measure(URI.create(issuer.origin()), HttpPolicy.direct())).contains(
                    new IssuerReport(issuer.origin(),
                            URI.create(issuer.origin() + "/.well-known/oauth-authorization-server"),
                            IssuerReport.Form.OAUTH, List.of("S256"), false, true, true, true, true, true, true,
                            List.of("authorization_code"), List.of("none", "client_secret_basic"), List.of(),
                            List.of()));
        }
    }

    @Test
    void tellsWhatIsNotSaidFromWhatIsNotSupported() {
        IssuerReport silent = report(List.of(), List.of());
        IssuerReport telling = report(List.of("refresh_token"), List.of("S256"));

        assertThat(silent.refresh()).isEqualTo(Support.UNSAID);
        assertThat(silent.tokenExchange()).isEqualTo(Support.UNSAID);
        assertThat(silent.pkce()).isFalse();
        assertThat(telling.refresh()).isEqualTo(Support.YES);
        assertThat(telling.tokenExchange()).isEqualTo(Support.NO);
        assertThat(telling.pkce()).isTrue();
    }

    private static IssuerReport report(List<String> grants, List<String> challenges) {
        return new IssuerReport("https://id.example.com", URI.create("https://id.example.com/x"),
                IssuerReport.Form.OPENID, challenges, false, false, false, false, false, false, true, grants,
                List.of(), List.of(), List.of());
    }
}
