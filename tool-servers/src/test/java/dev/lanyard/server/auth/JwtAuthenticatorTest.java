package dev.lanyard.server.auth;

import static dev.lanyard.server.auth.TestIssuer.AUDIENCE;
import static dev.lanyard.server.auth.TestIssuer.ISSUER;
import static dev.lanyard.server.auth.TestIssuer.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.RawHttp;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6750, RFC 8725 and RFC 9068 against the rows C01 to C14 of attacks. */
class JwtAuthenticatorTest {
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
    void knowsTheCallerOfAValidToken() throws Exception {
        assertThat(guarded.get("/reverse/mcp", "Bearer " + issuer.token(UnaryOperator.identity())).body())
                .startsWith("Caller[kind=TOKEN, subject=alice, client=agent, permissions=[")
                .contains("read", "execute");
    }

    /** RFC 6750, section 3.1: no error code without a credential. RFC 9728, section 5.1: where to get one. */
    @Test
    void c01SaysWhereToGetATokenWhenThereIsNone() throws Exception {
        HttpResponse<String> answer = guarded.get("/reverse/mcp", null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(GuardedServer.challenge(answer)).isEqualTo("Bearer resource_metadata=\"" + server.origin()
                + "/.well-known/oauth-protected-resource/reverse/mcp\", scope=\"execute\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Bearer a.b.c", "Bearer ", "Bearer", "x", "Bearer a b", "Bearer a, Bearer b",
            "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AA", "Token abc", "Bearer null"})
    void c02RefusesWhateverIsNotAToken(String header) throws Exception {
        guarded.assertRefused(guarded.get("/reverse/mcp", header));
    }

    /** CVE-2026-59822: what looks like a credential, or like the word of a gateway, makes nobody anybody. */
    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Basic YWxpY2U6YWxpY2U=", "Authorization: Bearer undefined",
            "Authorization: Bearer anonymous", "Authorization: None", "Authorization: Negotiate YII=",
            "Authorization: ApiKey alice", "Authorization:", "X-Api-Key: alice", "X-User: alice", "Remote-User: alice",
            "X-Forwarded-User: alice", "X-Forwarded-Access-Token: alice", "X-MS-CLIENT-PRINCIPAL-NAME: alice",
            "X-Original-Authorization: Bearer alice", "Proxy-Authorization: Bearer alice", "Cookie: user=alice"})
    void c14AFabricatedHeaderMakesNobodyACaller(String header) throws Exception {
        int port = server.origin().getPort();
        String answer = RawHttp.send(port, "GET /reverse/mcp HTTP/1.1\nHost: localhost:" + port + "\n" + header
                + "\nConnection: close\n\n");

        assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain("Caller[");
    }

    @Test
    void c14AFabricatedHeaderChangesNothingBesideAToken() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.origin().resolve("/reverse/mcp"))
                .header("Authorization", "Bearer " + issuer.token(UnaryOperator.identity()))
                .header("X-User", "bob")
                .header("X-Forwarded-User", "bob")
                .build();

        assertThat(guarded.client.send(request, BodyHandlers.ofString()).body()).contains("subject=alice")
                .doesNotContain("bob");
    }

    @Test
    void c03RefusesUnsignedTokens() throws Exception {
        guarded.assertRefused(
                guarded.get("/reverse/mcp", "Bearer " + new PlainJWT(TestIssuer.claims().build()).serialize()));
        String[] parts = issuer.token(UnaryOperator.identity()).split("\\.", -1);
        String none = "eyJhbGciOiJub25lIn0." + parts[1] + ".";
        guarded.assertRefused(guarded.get("/reverse/mcp", "Bearer " + none));
        guarded.assertRefused(guarded.get("/reverse/mcp", "Bearer " + parts[0] + "." + parts[1] + "."));
    }

    @Test
    void c04RefusesHmacWithThePublicKey() throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(),
                TestIssuer.claims().build());
        jwt.sign(new MACSigner(issuer.rsa.toRSAPublicKey().getEncoded()));

        guarded.assertRefused(guarded.get("/reverse/mcp", "Bearer " + jwt.serialize()));
    }

    /** RFC 8725, section 3.1: only the algorithms configured. */
    @Test
    void takesOnlyTheAlgorithmsConfigured() throws Exception {
        String token = issuer.ecToken();

        guarded.assertRefused(guarded.get("/reverse/mcp", "Bearer " + token));
        assertThat(guarded.get("/both", "Bearer " + token).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> JwtRules.of(ISSUER, AUDIENCE, "execute").withAlgorithms(Set.of("HS256")))
                .hasMessage("Algorithms are [HS256]. Give RS256, ES256 or both.");
    }

    static Stream<Arguments> wrongTimes() {
        String early = "The token is not valid yet. Check the clocks of both machines.";
        return Stream.of(wrong("expired", "The token has expired.", c -> c.expirationTime(at(-60))),
                wrong("no exp", "The token never expires, which is not accepted.", c -> c.expirationTime(none())),
                wrong("nbf", early, c -> c.notBeforeTime(at(61))),
                wrong("iat", early, c -> c.issueTime(at(61))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTimes")
    void c05RefusesATokenOutOfItsTime(String row, String reason, UnaryOperator<JWTClaimsSet.Builder> change)
            throws Exception {
        assertRefusedBecause(reason, row, change);
    }

    static Stream<Arguments> otherIssuers() {
        String from = "The issuer of the token is not 'https://issuer.example/tenant/v2.0'.";
        return Stream.of(wrong("another", from, c -> c.issuer("https://evil.example")),
                wrong("slash", from, c -> c.issuer(ISSUER + "/")),
                wrong("prefix", from, c -> c.issuer(ISSUER.substring(0, 20))),
                wrong("longer host", from, c -> c.issuer(ISSUER.replace("issuer.example", "issuer.example.evil"))),
                wrong("another tenant", from, c -> c.issuer(ISSUER.replace("tenant", "other"))),
                wrong("http", from, c -> c.issuer(ISSUER.replace("https", "http"))),
                wrong("port", from, c -> c.issuer(ISSUER.replace("issuer.example", "issuer.example:443"))),
                wrong("case", from, c -> c.issuer(ISSUER.toUpperCase(Locale.ROOT))),
                wrong("space", from, c -> c.issuer(ISSUER + " ")),
                wrong("empty", from, c -> c.issuer("")),
                wrong("none", from, c -> c.issuer(absent())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherIssuers")
    void c06RefusesATokenOfAnotherIssuer(String row, String reason, UnaryOperator<JWTClaimsSet.Builder> change)
            throws Exception {
        assertRefusedBecause(reason, row, change);
    }

    static Stream<Arguments> otherAudiences() {
        String audience = "The audience of the token is not 'api://reverse'.";
        return Stream.of(wrong("another", audience, c -> c.audience("api://other")),
                wrong("list", audience, c -> c.audience(List.of("api://other", "api://third"))),
                wrong("none", audience, c -> c.audience(absent())),
                wrong("empty", audience, c -> c.audience(List.of())),
                wrong("longer", audience, c -> c.audience(AUDIENCE + ".evil.example")),
                wrong("shorter", audience, c -> c.audience("api://rev")),
                wrong("joined", audience, c -> c.audience(AUDIENCE + " api://other")),
                wrong("slash", audience, c -> c.audience("api://reverse/")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherAudiences")
    void c07RefusesATokenForAnotherAudience(String row, String reason, UnaryOperator<JWTClaimsSet.Builder> change)
            throws Exception {
        assertRefusedBecause(reason, row, change);
    }

    static Stream<Arguments> idTokens() {
        String reason = "The token is an ID token. Send an access token.";
        return Stream.of(wrong("nonce", reason, c -> c.claim("nonce", "n")),
                wrong("at_hash", reason, c -> c.claim("at_hash", "h")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("idTokens")
    void c10RefusesAnIdTokenWithoutAType(String row, String reason, UnaryOperator<JWTClaimsSet.Builder> change)
            throws Exception {
        assertRefusedBecause(reason, row, change);
    }

    @Test
    void refusesATokenThatNamesNobody() throws Exception {
        assertRefusedBecause("The token names no subject.", "no sub", c -> c.subject(absent()));
    }

    private static Arguments wrong(String row, String reason, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(row, reason, change);
    }

    private void assertRefusedBecause(String reason, String row, UnaryOperator<JWTClaimsSet.Builder> change)
            throws Exception {
        HttpResponse<String> answer = guarded.get("/reverse/mcp", "Bearer " + issuer.token(change));

        guarded.assertRefused(answer);
        assertThat(GuardedServer.challenge(answer)).as(row).endsWith("error_description=\"" + reason + "\"");
    }

    @Test
    void c05AllowsClocksToDifferByTheSkewAndNoMore() throws Exception {
        String token = issuer.token(UnaryOperator.identity());

        assertThat(guarded.get("/reverse/mcp", "Bearer " + issuer.token(c -> c.notBeforeTime(at(60)))).statusCode())
                .isEqualTo(200);
        assertThat(guarded.get("/later", "Bearer " + token).statusCode()).isEqualTo(200);
        guarded.assertRefused(guarded.get("/too-late", "Bearer " + token));
    }

    @Test
    void c07TakesAListOfAudiencesThatNamesThisOne() throws Exception {
        String token = issuer.token(claims -> claims.audience(List.of("api://other", AUDIENCE)));

        assertThat(guarded.get("/reverse/mcp", "Bearer " + token).statusCode()).isEqualTo(200);
    }

    /** RFC 7515, section 4.1.11. */
    @Test
    void c09RefusesCriticalExtensions() throws Exception {
        for (String extension : List.of("exp", "b64", "urn:unknown")) {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1")
                    .criticalParams(Set.of(extension))
                    .customParam(extension.equals("b64") ? "x" : extension, 1)
                    .build();
            guarded.assertRefused(
                    guarded.get("/reverse/mcp", "Bearer " + issuer.token(header, UnaryOperator.identity())));
        }
    }

    /** RFC 9068, section 4, and RFC 8725, section 3.11: the type tells kinds of tokens apart. */
    @ParameterizedTest
    @ValueSource(strings = {"id_token", "id_token+jwt", "logout+jwt", "dpop+jwt", "secevent+jwt"})
    void c10RefusesTokensOfAnotherKind(String type) throws Exception {
        JWSHeader header = new JWSHeader.Builder(TestIssuer.header()).type(new JOSEObjectType(type)).build();

        guarded.assertRefused(guarded.get("/reverse/mcp", "Bearer " + issuer.token(header, UnaryOperator.identity())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "application/at+jwt", "AT+JWT", "JWT"})
    void takesTheTypesOfAccessTokens(String type) throws Exception {
        JWSHeader header = new JWSHeader.Builder(TestIssuer.header()).type(new JOSEObjectType(type)).build();

        assertThat(guarded.get("/reverse/mcp", "Bearer " + issuer.token(header, UnaryOperator.identity())).statusCode())
                .isEqualTo(200);
    }

    static Stream<UnaryOperator<JWTClaimsSet.Builder>> withoutPermission() {
        return Stream.of(c -> c, c -> c.claim("scp", "read executes Execute"), c -> c.claim("roles", List.of("admin")),
                c -> c.claim("scope", "reexecute"), c -> c.claim("roles", 7), c -> c.claim("permission", "execute"));
    }

    /** RFC 6750, section 3.1, and MCP 2025-11-25, Authorization, runtime insufficient scope errors. */
    @ParameterizedTest
    @MethodSource("withoutPermission")
    void c11NamesTheScopeThatIsMissing(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        HttpResponse<String> answer = guarded.get("/reverse/mcp",
                "Bearer " + issuer.token(claims -> change.apply(claims.claim("scp", absent()))));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(GuardedServer.challenge(answer)).isEqualTo("Bearer resource_metadata=\"" + server.origin()
                + "/.well-known/oauth-protected-resource/reverse/mcp\", scope=\"execute\", error=\"insufficient_scope\", "
                + "error_description=\"The access token has neither scope nor role 'execute'.\"");
    }

    static Stream<UnaryOperator<JWTClaimsSet.Builder>> withPermission() {
        return Stream.of(c -> c.claim("scp", "execute"), c -> c.claim("scope", "read execute"),
                c -> c.claim("roles", List.of("read", "execute")), c -> c.claim("scp", List.of("execute")));
    }

    @ParameterizedTest
    @MethodSource("withPermission")
    void takesThePermissionAsScopeOrRole(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        String token = issuer.token(claims -> change.apply(claims.claim("scp", absent())));

        assertThat(guarded.get("/reverse/mcp", "Bearer " + token).statusCode()).isEqualTo(200);
    }

    /** MCP 2025-11-25, Authorization, token requirements: never in the query. */
    @Test
    void c12LooksAtNoTokenInTheQuery() throws Exception {
        assertThat(
                guarded.get("/reverse/mcp?access_token=" + issuer.token(UnaryOperator.identity()), null).statusCode())
                .isEqualTo(401);
    }

    /** RFC 9110, section 11.1: the scheme in any case; RFC 6750, section 3.1: two credentials are a malformed request. */
    @Test
    void c13TakesTheSchemeInAnyCaseAndOnlyOneHeader() throws Exception {
        String token = issuer.token(UnaryOperator.identity());
        int port = server.origin().getPort();
        String twice = "Host: localhost:" + port + "\nAuthorization: Bearer " + token + "\nAuthorization: Bearer "
                + token;

        assertThat(guarded.get("/reverse/mcp", "bearer " + token).statusCode()).isEqualTo(200);
        assertThat(guarded.get("/reverse/mcp", "BEARER " + token).statusCode()).isEqualTo(200);
        assertThat(RawHttp.send(port, "GET /reverse/mcp HTTP/1.1\n" + twice + "\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("error=\"invalid_request\"");
    }

    /** RFC 9728, sections 2 and 3.1. */
    @Test
    void servesTheMetadataThatItsChallengesPointTo() throws Exception {
        HttpResponse<String> answer = guarded.get("/.well-known/oauth-protected-resource/reverse/mcp", null);

        assertThat(answer.body()).isEqualTo("{\"resource\":\"" + server.origin() + "/reverse/mcp\","
                + "\"authorization_servers\":[\"" + ISSUER + "\"],\"scopes_supported\":[\"execute\"],"
                + "\"bearer_methods_supported\":[\"header\"]}");
    }

    @SuppressWarnings("NullAway") // Nimbus takes null for a claim that is absent, but does not say so in its types.
    private static String absent() {
        return null;
    }

    @SuppressWarnings("NullAway") // As above.
    private static Date none() {
        return null;
    }
}
