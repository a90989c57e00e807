package dev.lanyard.oauth;

import java.nio.charset.StandardCharsets;

/** Reads hostile authorization server metadata: never fails, and takes nothing for PKCE that does not say S256. */
public final class IssuerMetadataFuzz {
    private IssuerMetadataFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        IssuerMetadata.parse(text).ifPresent(read -> {
            var json = StrictJson.object(text).orElseThrow();
            if (!read.issuer().equals(json.path("issuer").textValue())) {
                throw new AssertionError("Another issuer: " + read.issuer());
            }
            if (read.pkce() && !StrictJson.texts(json, "code_challenge_methods_supported").contains("S256")) {
                throw new AssertionError("No S256: " + text);
            }
        });
    }
}
