package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.network.HttpPolicy;
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
                    new IssuerReport(issuer.origin(), true, true, true, true, true, true, List.of("authorization_code"),
                            List.of("none", "client_secret_basic"), List.of(), List.of()));
        }
    }
}
