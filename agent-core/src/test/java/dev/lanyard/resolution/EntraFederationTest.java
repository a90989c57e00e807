package dev.lanyard.resolution;

import static dev.lanyard.resolution.EntraWorld.claims;
import static dev.lanyard.resolution.EntraWorld.provider;
import static dev.lanyard.resolution.EntraWorld.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.IdentityConfig.Entra.Proof;
import dev.lanyard.config.SecretRef;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.server.identity.AppProof;
import dev.lanyard.server.identity.DirectoryUser;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token of another issuer, such as a cluster's, proves the app (RFC 7523, section 2.2); the app has no secret at all. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraFederationTest {
    private static final String ISSUER = "https://cluster.example/";
    private static final String SUBJECT = "system:serviceaccount:agents:lanyard";
    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static final AuthConfig APP = new AuthConfig.ClientCredentials("contoso", "api://reverse/.default");
    private static RSAKey key;
    private static RSAKey otherKey;
    private static ECKey curve;

    private EntraWorld world;
    private Path file;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("cluster").generate();
        otherKey = new RSAKeyGenerator(2048).keyID("cluster").generate();
        curve = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
    }

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        file = folder.resolve("token");
        world = new EntraWorld(PlaygroundOptions.usual()
                .withAgentProof(new AppProof.Federated(ISSUER, SUBJECT, AUDIENCE,
                        new JWKSet(List.of(key.toPublicJWK(), curve.toPublicJWK())))));
        world.proof = new Proof.Assertion(new SecretRef.File(file));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static JWTClaimsSet.Builder usual() {
        return new JWTClaimsSet.Builder().issuer(ISSUER)
                .subject(SUBJECT)
                .audience(AUDIENCE)
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(10))));
    }

    private void write(JWTClaimsSet.Builder claims, RSAKey signing) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signing.getKeyID()).build(),
                claims.build());
        jwt.sign(new RSASSASigner(signing));
        Files.writeString(file, jwt.serialize());
    }

    @Test
    void isAccepted() throws Exception {
        write(usual(), key);

        assertThat(claims(token(provider(world.process(), APP)))).contains("\"roles\":[\"execute\"]");
        assertThat(world.requests("/token")).isEqualTo(1);
    }

    @Test
    void isAcceptedOnACurveAndWithTheLineBreakOfAFile() throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("curve").build(),
                usual().build());
        jwt.sign(new ECDSASigner(curve));
        Files.writeString(file, jwt.serialize() + "\n");

        assertThat(claims(token(provider(world.process(), APP)))).contains("\"roles\":[\"execute\"]");
    }

    @Test
    void isAcceptedForAnExchangeOnBehalfOfAUser() throws Exception {
        write(usual(), key);
        DirectoryUser alice = EntraWorld.user("alice");
        UserAssertion user = UserAssertion.of(alice.objectId(),
                Secret.of(world.provider().mint(alice, EntraWorld.CLIENT, EntraWorld.CLIENT)));

        var token = token(provider(world.process(), new AuthConfig.OnBehalfOf("contoso", EntraWorld.PROFILE)), user);

        assertThat(claims(token)).contains("Alice", "\"scp\":\"access\"");
    }

    @Test
    void isReadAnewOnceItHasEnded() throws Exception {
        write(usual().expirationTime(Date.from(Instant.now().minus(Duration.ofHours(1)))), key);
        var provider = provider(world.process(), APP);
        CredentialException.Rejected late = catchThrowableOfType(CredentialException.Rejected.class,
                () -> token(provider));
        write(usual(), key);

        assertThat(late).hasMessageContaining("AADSTS700024");
        assertThat(late.remedy()).isEqualTo("Set the clock right, and check who renews the assertion's file.");
        assertThat(claims(token(provider))).contains("execute");
    }

    @ParameterizedTest
    @CsvSource({"https://other.example/," + SUBJECT + "," + AUDIENCE + ",700211",
            ISSUER + ",system:serviceaccount:agents:other," + AUDIENCE + ",700213",
            ISSUER + "," + SUBJECT + ",api://other,700212"})
    void isRefusedUnlessItIsTheOneThatIsTrusted(String issuer, String subject, String audience, String code)
            throws Exception {
        write(usual().issuer(issuer).subject(subject).audience(audience), key);

        CredentialException.Rejected failure = catchThrowableOfType(CredentialException.Rejected.class,
                () -> token(provider(world.process(), APP)));

        assertThat(failure).hasMessageContaining("AADSTS" + code).hasMessageContaining("(correlation id ");
        assertThat(failure.remedy()).startsWith("Compare its ");
    }

    @Test
    void isRefusedWithASignatureOfAnotherKey() throws Exception {
        write(usual(), otherKey);

        CredentialException.Rejected failure = catchThrowableOfType(CredentialException.Rejected.class,
                () -> token(provider(world.process(), APP)));

        assertThat(failure).hasMessageContaining("AADSTS700027");
    }
}
