package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.lanyard.Agent;
import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.event.AgentListener;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.tools.ToolResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real Keycloak, which .ci/keycloak starts, and a tool server that trusts it; without one, every test here counts as skipped. */
@EnabledIfSystemProperty(named = KeycloakWorld.ISSUER, matches = "http://.+", disabledReason = "No Keycloak here: run .ci/keycloak")
class KeycloakTest {
    @TempDir
    Path folder = Path.of("");

    private KeycloakWorld world;

    @BeforeEach
    void start() throws IOException {
        world = new KeycloakWorld(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aUserWhoSignsInOnKeycloaksPagesUsesTheTools(Way way) throws Exception {
        KeycloakUser user = new KeycloakUser(way, "testpass");
        try (Agent agent = world.agent(user, "{\"type\":\"oauth\"}", "")) {
            ToolResult result = KeycloakWorld.echo(agent);

            assertThat(result.text()).contains("hello");
            assertThat(user.forms).containsExactly("password", "consent");
            assertThat(user.ended).containsExactly(true);
            // Nothing was registered by hand: Keycloak did that at our request (RFC 7591).
            assertThat(store().client(world.issuer)).isPresent();
            assertThat(claims(tokens().access()).getAudience()).contains("tools");
        }
    }

    @Test
    void aWrongPasswordGivesNothing() throws Exception {
        KeycloakUser user = new KeycloakUser(Way.PASTE, "wrong");
        try (Agent agent = world.agent(user, "{\"type\":\"oauth\"}", "")) {
            assertThatThrownBy(() -> agent.login("echo")).isInstanceOf(AssertionError.class)
                    .hasMessage("The pages lead nowhere");
            assertThat(user.ended).containsExactly(false);
            assertThat(store().binding()).isEmpty();
        }
    }

    @Test
    void aClientUsesTheToolsAsItself() throws Exception {
        try (Agent agent = world.agent(nobody(),
                "{\"type\":\"client-credentials\",\"identity\":\"kc\",\"scope\":\"mcp:access\"}", "")) {
            assertThat(KeycloakWorld.echo(agent).text()).contains("hello");
        }
    }

    @Test
    void aTokenForAnotherAudienceDoesNotOpenTheToolServer() throws Exception {
        try (Agent agent = world.agent(nobody(),
                "{\"type\":\"client-credentials\",\"identity\":\"kc\",\"scope\":\"basic\"}", "")) {
            assertThatThrownBy(() -> KeycloakWorld.echo(agent)).isInstanceOf(dev.lanyard.error.AgentException.class);
        }
    }

    @Test
    void aUsersTokenIsExchanged() throws Exception {
        AccessToken own = signedIn(provider(Way.BROWSER));
        try (Agent agent = world.agent(nobody(),
                """
                {"type":"token-exchange","identity":"kc","subjectToken":"${env:SUBJECT}","audience":"tools",
                 "scopes":["mcp:access"]}""", own.value().reveal())) {
            assertThat(KeycloakWorld.echo(agent).text()).contains("hello");
        }
        AccessToken exchanged = (AccessToken) exchange(own).credential(first());
        assertThat(claims(exchanged.value()).getSubject()).isEqualTo(claims(own.value()).getSubject());
        assertThat(claims(exchanged.value()).getAudience()).containsExactly("tools");
        assertThat(claims(exchanged.value()).getStringClaim("azp")).isEqualTo("agent");
    }

    @Test
    void aRefreshTokenIsUsedOnceAndItsSuccessorKept() throws Exception {
        SignInProvider provider = provider(Way.BROWSER);
        AccessToken first = signedIn(provider);
        Secret spent = refresh();

        AccessToken second = (AccessToken) provider.credential(refused(first));
        assertThat(second.value()).isNotEqualTo(first.value());
        Secret successor = refresh();
        assertThat(successor).isNotEqualTo(spent);
        AccessToken third = (AccessToken) provider.credential(refused(second));
        assertThat(third.value()).isNotEqualTo(second.value());

        // Keycloak tells old from new by the second, so that within one only a token used twice over is refused.
        TokenAnswer unused = redeemed(spent);
        assertThat(redeemed(spent)).isInstanceOf(TokenAnswer.Refused.class)
                .extracting(answer -> ((TokenAnswer.Refused) answer).error())
                .isEqualTo("invalid_grant");
    }

    @Test
    void signingOutRevokesTheTokens() throws Exception {
        SignInProvider provider = provider(Way.BROWSER);
        AccessToken token = signedIn(provider);
        Secret refresh = refresh();
        assertThat(introspected(token.value()).path("active").asBoolean()).isTrue();
        Binding binding = store().binding().orElseThrow();
        RegisteredClient client = store().client(world.issuer).orElseThrow().client();

        provider.signOut(first());

        assertThat(store().tokens(binding)).isEmpty();
        assertThat(introspected(token.value()).path("active").asBoolean()).isFalse();
        assertThat(redeemed(refresh, client)).isInstanceOf(TokenAnswer.Refused.class);
        assertThatThrownBy(() -> provider(nobody()).credential(refused(token)))
                .isInstanceOf(CredentialException.InteractionRequired.class);
    }

    private static UserInteraction nobody() {
        return UserInteraction.nobody();
    }

    private OAuthServer server() {
        return OAuthServer.of("echo", world.url());
    }

    private OAuthContext context(UserInteraction user) {
        return new OAuthContext(HttpPolicy.direct(), world.store, user, Clock.systemUTC());
    }

    private SignInProvider provider(Way way) {
        return provider(new KeycloakUser(way, "testpass"));
    }

    private SignInProvider provider(UserInteraction user) {
        return new SignInProvider(server(), context(user), new CredentialCache(Clock.systemUTC()),
                AgentListener.none(), true);
    }

    private GrantProvider exchange(AccessToken own) {
        RegisteredClient agent = RegisteredClient.withSecret("agent", Secret.of(KeycloakWorld.AGENT_CANARY));
        OAuthServer server = new OAuthServer("echo", world.url(), world.issuer, agent, null,
                OAuthServer.Redirect.ANY_PORT, List.of("mcp:access"), ResourceMode.AUTO, "user");
        return new GrantProvider(server, agent,
                new Grant.TokenExchange(own::value, Grant.TokenExchange.ACCESS, "tools"), context(nobody()),
                new CredentialCache(Clock.systemUTC()), AgentListener.none());
    }

    private AccessToken signedIn(SignInProvider provider) {
        return (AccessToken) provider.credential(first().after(Challenge.of(401, List.of()), new Credential.None()));
    }

    private CredentialRequest first() {
        return CredentialRequest.first("echo", world.url());
    }

    private CredentialRequest refused(AccessToken token) {
        return first().after(Challenge.of(401, List.of()), token);
    }

    private SignInStore store() {
        return new SignInStore(world.store, server(), Clock.systemUTC());
    }

    private TokenSet tokens() {
        return store().binding().flatMap(store()::tokens).orElseThrow();
    }

    private Secret refresh() {
        return Objects.requireNonNull(tokens().refresh());
    }

    private TokenAnswer redeemed(Secret refresh) {
        return redeemed(refresh, store().client(world.issuer).orElseThrow().client());
    }

    /** Returns what Keycloak says to a refresh token, past all that would hold us back from sending it. */
    private TokenAnswer redeemed(Secret refresh, RegisteredClient client) {
        IssuerHttp http = new IssuerHttp(HttpPolicy.direct(), AddressGuard.of(List.of(world.url())));
        IssuerMetadata issuer = new Discovery("echo", world.url(), http).issuer(world.issuer).orElseThrow();
        return new TokenEndpoint("echo", issuer, http, Clock.systemUTC()).ask(client,
                new RefreshTokenGrant(new RefreshToken(refresh.reveal())), List.of(), "", null);
    }

    private static JWTClaimsSet claims(Secret token) throws java.text.ParseException {
        return SignedJWT.parse(token.reveal()).getJWTClaimsSet();
    }

    /** Asks Keycloak, as the tool server's client, about a token (RFC 7662). */
    private JsonNode introspected(Secret token) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest
                    .newBuilder(URI.create(world.issuer + "/protocol/openid-connect/token/introspect"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(
                            "client_id=tools&client_secret=tools-secret&token=" + token.reveal()))
                    .build();
            return StrictJson.object(http.send(request, BodyHandlers.ofString()).body()).orElseThrow();
        }
    }
}
