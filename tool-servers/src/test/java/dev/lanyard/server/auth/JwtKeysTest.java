package dev.lanyard.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.lanyard.server.http.HttpServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which keys count: those that the issuer publishes at its own place, fetched as seldom as that allows (RFC 8725, section 3). */
class JwtKeysTest {
    private GuardedServer guarded;
    private TestIssuer issuer;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        guarded = new GuardedServer();
        issuer = guarded.issuer;
        server = guarded.server;
    }

    @AfterEach
    void stop() {
        guarded.close();
    }

    @Test
    void c08FetchesKeysOnceForUnknownKeyIdsAndNeverFromPlacesThatATokenNames() throws Exception {
        assertThat(guarded.get("/reverse/mcp", "Bearer " + issuer.token(UnaryOperator.identity())).statusCode())
                .isEqualTo(200);
        assertThat(issuer.fetches).hasValue(1);
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("stranger").generate();
        List<String> ids = Stream
                .concat(Stream.of("../../etc/passwd", "' OR 1=1 --", "rsa-2"), Stream.generate(() -> "rsa-9").limit(20))
                .toList();

        for (String id : ids) {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id)
                    .jwkURL(server.origin().resolve("/keys?evil"))
                    .x509CertURL(server.origin().resolve("/keys?evil"))
                    .jwk(stranger.toPublicJWK())
                    .build();
            guarded.assertRefused(guarded.get("/reverse/mcp", "Bearer " + signedBy(stranger, header)));
        }
        assertThat(issuer.fetches.get()).isLessThanOrEqualTo(2);
        assertThat(guarded.get("/reverse/mcp", "Bearer " + issuer.token(c -> c.jwtID("2"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void anIssuerThatRotatesItsKeysCostsNoTokenAndOneFetch() throws Exception {
        assertThat(guarded.get("/reverse/mcp", "Bearer " + issuer.token(UnaryOperator.identity())).statusCode())
                .isEqualTo(200);
        RSAKey next = new RSAKeyGenerator(2048).keyID("rsa-next").generate();
        issuer.rotated = next;
        String renewed = signedBy(next, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-next").build());

        for (int call = 0; call < 20; call++) {
            assertThat(guarded.get("/reverse/mcp", "Bearer " + renewed).statusCode()).isEqualTo(200);
        }
        assertThat(issuer.fetches).hasValue(2);
    }

    private static String signedBy(RSAKey key, JWSHeader header) throws Exception {
        SignedJWT jwt = new SignedJWT(header, TestIssuer.claims().build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    @Test
    void c08RefusesAForeignSignatureUnderAKnownKeyId() throws Exception {
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("rsa-1").generate();

        guarded.assertRefused(guarded.get("/reverse/mcp", "Bearer " + signedBy(stranger, TestIssuer.header())));
    }

    /** Each token is new, so that none is taken for one that was good before. */
    @Test
    void anIssuerThatIsDownForAnHourCostsNoToken() throws Exception {
        assertThat(outage("before").statusCode()).isEqualTo(200);
        issuer.down = true;

        for (int minute = 0; minute < 60; minute++) {
            guarded.clock.add(Duration.ofMinutes(1));
            assertThat(outage("minute-" + minute).statusCode()).as("minute %d", minute).isEqualTo(200);
        }
        assertThat(issuer.fetches.get()).isBetween(2, 121);
        guarded.clock.add(Duration.ofHours(4));
        assertThat(outage("too late").statusCode()).isEqualTo(503);
        issuer.down = false;
        guarded.clock.add(Duration.ofSeconds(30));
        assertThat(outage("after").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> outage(String id) throws Exception {
        String token = issuer
                .token(c -> c.jwtID(id).expirationTime(Date.from(guarded.clock.instant().plusSeconds(60))));
        return guarded.get("/outage", "Bearer " + token);
    }

    /** The client's token may be good: that keys cannot be fetched is no reason to throw it away. */
    @Test
    void answers503WhileTheKeysWereNeverThere() throws Exception {
        for (int attempt = 0; attempt < 5; attempt++) {
            HttpResponse<String> answer = guarded.get("/dark", "Bearer " + issuer.token(UnaryOperator.identity()));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("www-authenticate")).isEmpty();
        }
    }

    @Test
    void fetchesKeysOnlyFromSafePlaces() {
        assertThatThrownBy(() -> KeySet.at(URI.create("http://issuer.example/keys")))
                .hasMessage("Keys are not fetched from 'http://issuer.example/keys'. Use https, or http on localhost.");
    }
}
