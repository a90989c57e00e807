package dev.lanyard.resolution;

import static dev.lanyard.resolution.EntraWorld.claims;
import static dev.lanyard.resolution.EntraWorld.provider;
import static dev.lanyard.resolution.EntraWorld.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.IdentityConfig.Entra.Proof;
import dev.lanyard.config.SecretRef;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.server.identity.AppProof;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An app proves itself by what its configuration names, and its key never leaves. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraProofTest {
    private static final String WORD = "changeit";
    private static final AuthConfig AUTH = new AuthConfig.ClientCredentials("contoso", "api://reverse/.default");

    @TempDir
    private static Path folder;
    private static Path pfx;
    private static Path pem;
    private static X509Certificate certificate;

    @BeforeAll
    static void makeCertificate() throws Exception {
        pfx = folder.resolve("app.pfx");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "a", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=app", "-storetype",
                "PKCS12", "-keystore", pfx.toString(), "-storepass", WORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("log")));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(Files.readAllBytes(pfx)), WORD.toCharArray());
        certificate = (X509Certificate) keys.getCertificate("a");
        PrivateKey key = (PrivateKey) keys.getKey("a", WORD.toCharArray());
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        pem = Files.writeString(folder.resolve("app.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + lines.encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n"
                        + lines.encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n");
    }

    private static void works(PlaygroundOptions options, Proof proof) throws IOException {
        try (EntraWorld world = new EntraWorld(options)) {
            world.proof = proof;

            assertThat(claims(token(provider(world.process(), AUTH)))).contains("\"roles\":[\"execute\"]");
            assertThat(world.requests("/token")).isEqualTo(1);
        }
    }

    @Test
    void byASecret() throws Exception {
        works(PlaygroundOptions.usual(), new Proof.ClientSecret(SecretRef.Env.of("PLAYGROUND_CLIENT_SECRET")));
    }

    @Test
    void byACertificateInPem() throws Exception {
        works(known(), new Proof.Certificate(pem, null, null, false));
    }

    @Test
    void byACertificateInPfxWithItsChain() throws Exception {
        works(known(), new Proof.Certificate(pfx, null, SecretRef.Literal.of(WORD), true));
    }

    @Test
    void aCertificateThatTheDirectoryDoesNotKnowIsRefusedWithItsFix() throws Exception {
        try (EntraWorld world = new EntraWorld(PlaygroundOptions.usual())) {
            world.proof = new Proof.Certificate(pem, null, null, false);

            assertThatThrownBy(() -> token(provider(world.process(), AUTH)))
                    .isInstanceOf(CredentialException.Rejected.class)
                    .hasMessageContaining("AADSTS700027")
                    .hasMessageContaining("Upload the certificate under Certificates & secrets");
        }
    }

    @Test
    void aFileThatHoldsNoKeyIsNamed() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "-----BEGIN CERTIFICATE-----\n");
        try (EntraWorld world = new EntraWorld(PlaygroundOptions.usual())) {
            world.proof = new Proof.Certificate(empty, null, null, false);

            assertThatThrownBy(() -> token(provider(world.process(), AUTH)))
                    .isInstanceOf(CredentialException.Unavailable.class)
                    .hasMessageStartingWith("Certificate file '" + empty + "' cannot be used.");
            assertThat(world.requests("/token")).isZero();
        }
    }

    @Test
    void anAssertionIsReadAnewEachTime() throws Exception {
        Path file = folder.resolve("assertion");
        try (EntraWorld world = new EntraWorld(PlaygroundOptions.usual())) {
            world.proof = new Proof.Assertion(new SecretRef.File(file));
            var provider = provider(world.process(), AUTH);

            assertThatThrownBy(() -> token(provider)).hasMessageContaining("cannot be read");
            Files.writeString(file, "not.an.assertion");
            assertThatThrownBy(() -> token(provider)).isInstanceOf(CredentialException.Rejected.class)
                    .hasMessageContaining("AADSTS");
            assertThat(world.requests("/token")).isEqualTo(1);
        }
    }

    private static PlaygroundOptions known() {
        return PlaygroundOptions.usual().withAgentProof(new AppProof.Certificate(certificate));
    }

    @Test
    void withoutAnyProofTheAppGetsNothingForItself() throws Exception {
        try (EntraWorld world = new EntraWorld(PlaygroundOptions.usual())) {
            world.proof = new Proof.None();

            assertThatThrownBy(() -> token(provider(world.process(), AUTH)))
                    .isInstanceOf(CredentialException.Unavailable.class);
            assertThat(List.copyOf(world.provider().requests())).isEmpty();
        }
    }
}
