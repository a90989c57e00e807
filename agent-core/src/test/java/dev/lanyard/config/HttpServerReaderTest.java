package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerReaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsEachKindOfAuth() {
        Reading reading = Reading.own(folder,
                """
                { "identities": { "contoso": { "type": "entra", "tenant": "t", "clientId": "c", "clientSecret": "${X}" } },
                  "servers": {
                    "none": { "url": "https://a.example/", "auth": { "type": "none" } },
                    "header": { "url": "https://a.example/", "auth": { "type": "key", "header": "x-api-key", "value": "${X}" } },
                    "query": { "url": "https://a.example/", "auth": { "type": "key", "query": "key", "value": "${X}" } },
                    "token": { "url": "https://a.example/", "auth": { "type": "client-credentials",
                               "identity": "contoso", "scope": "api://${Y}/.default" } },
                    "users": { "url": "https://a.example/", "auth": { "type": "on-behalf-of",
                               "identity": "contoso", "scope": "api://${Y}/access" } },
                    "listed": { "url": "https://a.example/", "auth": { "type": "on-behalf-of", "identity": "contoso",
                                "scope": "api://${Y}/access", "listWith": "contoso" } } } }
                """,
                Map.of("X", "canary", "Y", "reverse"));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.warnings()).isEmpty();
        assertThat(reading.config().servers().values()).extracting(server -> ((ServerConfig.Http) server).auth())
                .containsExactly(new AuthConfig.None(),
                        new AuthConfig.Key(SecretRef.Env.of("X"), new AuthConfig.Placement.Header("x-api-key")),
                        new AuthConfig.Key(SecretRef.Env.of("X"), new AuthConfig.Placement.Query("key")),
                        new AuthConfig.ClientCredentials("contoso", "api://reverse/.default"),
                        new AuthConfig.OnBehalfOf("contoso", "api://reverse/access"),
                        new AuthConfig.OnBehalfOf("contoso", "api://reverse/access", "contoso"));
    }

    @ParameterizedTest
    @CsvSource({"api://reverse/access, api://reverse/.default",
            "api://reverse/a api://reverse/b, api://reverse/.default",
            "https://graph.microsoft.com/User.Read, https://graph.microsoft.com/.default", "reverse, reverse/.default"})
    void whatListsIsForTheSameResource(String scope, String own) {
        assertThat(new AuthConfig.OnBehalfOf("users", scope, "app").listing())
                .contains(new AuthConfig.ClientCredentials("app", own));
        assertThat(new AuthConfig.OnBehalfOf("users", scope).listing()).isEmpty();
    }

    @Test
    void readsEachWayToSignIn() {
        Reading reading = Reading.own(folder,
                """
                { "identities": { "kc": { "type": "oauth", "issuer": "https://id.example/r", "clientId": "c",
                                          "clientSecret": "${X}" } },
                  "servers": {
                    "said": { "url": "https://a.example/", "auth": { "type": "oauth" } },
                    "unsaid": { "url": "https://a.example/" },
                    "vscode": { "url": "https://a.example/", "oauth": { "clientId": "c" } },
                    "all": { "url": "https://a.example/", "auth": { "type": "oauth", "issuer": "https://id.example",
                             "clientId": "c", "clientSecret": "${X}", "clientMetadataUrl": "https://c.example/c.json",
                             "callbackPort": 8123, "callbackPath": "/back", "scopes": ["a b", "c"], "resource": "never" } },
                    "exchange": { "url": "https://a.example/", "auth": { "type": "token-exchange", "identity": "kc",
                                  "subjectToken": "${X}", "audience": "api" } },
                    "company": { "url": "https://a.example/", "auth": { "type": "enterprise", "identity": "kc",
                                 "provider": "kc", "idToken": "${X}" } },
                    "workload": { "url": "https://a.example/", "auth": { "type": "workload-identity",
                                  "issuer": "https://id.example", "clientId": "w", "assertion": "${X}" } } } }
                """,
                Map.of("X", "canary"));
        SecretRef value = SecretRef.Env.of("X");
        URI issuer = URI.create("https://id.example");

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.warnings()).isEmpty();
        assertThat(reading.config().servers().values()).extracting(server -> ((ServerConfig.Http) server).auth())
                .containsExactly(AuthConfig.OAuth.DISCOVERED, new AuthConfig.Discovered(),
                        new AuthConfig.OAuth(null, "c", null, null, 0, "/callback", List.of(),
                                AuthConfig.Resource.AUTO),
                        new AuthConfig.OAuth(issuer, "c", value, URI.create("https://c.example/c.json"), 8123, "/back",
                                List.of("a", "b", "c"), AuthConfig.Resource.NEVER),
                        new AuthConfig.TokenExchange("kc", value, "api", List.of(), AuthConfig.Resource.AUTO),
                        new AuthConfig.Enterprise("kc", "kc", value, List.of()),
                        new AuthConfig.WorkloadIdentity(issuer, "w", value, List.of()));
        assertThat(reading.config().identities()).containsEntry("kc",
                new IdentityConfig.OAuth("kc", URI.create("https://id.example/r"), "c", value, null, "ES256"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "{'type':'oauth','clientSecret':'x'}|auth.clientSecret: A client secret needs 'clientId' and 'issuer'. Name the issuer that it is for, so that it goes to no other.",
            "{'type':'oauth','issuer':'http://a.example'}|auth.issuer: This address is not https, or has a query. Use https and no query.",
            "{'type':'oauth','callbackPort':70000}|auth.callbackPort: This is not a port. Use 1 to 65535, or 0 for any.",
            "{'type':'oauth','callbackPath':'/a?b'}|auth.callbackPath: This is not the path of an address. Write it like /callback.",
            "{'type':'oauth','resource':'maybe'}|auth.resource: Unknown 'maybe'. Use one of: auto, always, never.",
            "{'type':'oauth','clientMetadataUrl':'https://a.example'}|auth.clientMetadataUrl: A client id metadata document has an https address with a path. Write it like https://example.com/client.json.",
            "{'type':'workload-identity','clientId':'c','assertion':'x'}|auth.issuer: 'issuer' is missing. Add it.",
            "{'type':'token-exchange','identity':'no','subjectToken':'x'}|auth.identity: Identity 'no' is not declared; server 'a' needs it. Add it to 'identities'.",
            "{'type':'key','header':'x'}|auth.value: 'value' is missing. Add it.",
            "{'type':'key','header':'x','value':' '}|auth.value: 'value' is empty. Give it a value.",
            "{'type':'key','value':'x'}|auth: A key needs either 'header' or 'query'. Name the header it goes into, such as \"header\": \"x-api-key\".",
            "{'type':'key','value':'x','header':'a','query':'b'}|auth: A key needs either 'header' or 'query'. Name the header it goes into, such as \"header\": \"x-api-key\".",
            "{'type':'client-credentials','scope':'x'}|auth.identity: 'identity' is missing. Add it.",
            "{'type':'key','query':'','value':'x'}|auth.query: 'query' is empty. Give it a value.",
            "{'type':'magic'}|auth.type: Unknown auth.type 'magic'. Use one of: none, key, client-credentials, on-behalf-of, user, managed-identity, oauth, token-exchange, enterprise, workload-identity.",
            "{}|auth.type: 'type' is missing. Add it.",
            "'x'|auth: Expected an object but found string. Write an object."})
    void reportsWrongAuth(String auth, String problem) {
        assertThat(server("'url':'https://a.example/','auth':" + auth).problems())
                .containsExactly("servers.a." + problem);
    }

    @Test
    void reportsAnIdentityThatCannotExchangeTokens() {
        Reading reading = Reading.own(folder,
                """
                { "identities": {
                    "contoso": { "type": "entra", "tenant": "t", "clientId": "c" },
                    "kc": { "type": "oauth", "issuer": "https://id.example/r", "clientId": "c" } },
                  "servers": {
                    "a": { "url": "https://a.example/", "auth": { "type": "token-exchange",
                           "identity": "contoso", "subjectToken": "x" } },
                    "b": { "url": "https://b.example/", "auth": { "type": "enterprise",
                           "identity": "kc", "provider": "contoso", "idToken": "x" } } } }
                """, Map.of());

        String wrong = "Identity 'contoso' is of type 'entra', which this 'auth' cannot use."
                + " Use one of type 'oauth', or 'on-behalf-of' as the type of 'auth'.";
        assertThat(reading.problems()).containsExactlyInAnyOrder("servers.a.auth.identity: " + wrong,
                "servers.b.auth.provider: " + wrong);
    }

    @Test
    void reportsWhatCannotListTools() {
        Reading reading = Reading.own(folder,
                """
                { "identities": {
                    "users": { "type": "entra", "tenant": "t", "clientId": "c", "clientSecret": "s" },
                    "kc": { "type": "oauth", "issuer": "https://id.example/r", "clientId": "c" } },
                  "servers": {
                    "a": { "url": "https://a.example/", "auth": { "type": "on-behalf-of",
                           "identity": "users", "scope": "x/y", "listWith": "kc" } },
                    "b": { "url": "https://b.example/", "auth": { "type": "on-behalf-of",
                           "identity": "users", "scope": "x/y", "listWith": "no" } } } }
                """, Map.of());

        assertThat(reading.problems()).containsExactlyInAnyOrder(
                "servers.a.auth.listWith: Identity 'kc' is of type 'oauth', which this 'auth' cannot use."
                        + " Use one of type 'entra', or 'oauth' as the type of 'auth'.",
                "servers.b.auth.listWith: Identity 'no' is not declared; server 'b' needs it. Add it to 'identities'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'headers':{'x-api-key':'k'}", "'headers':{'x-mode':'${X}'}",
            "'auth':{'type':'key','header':'x','value':'${X}'}"})
    void a31noCredentialGoesOverHttpOffThisMachine(String credential) {
        assertThat(server("'url':'http://a.example/'," + credential).problems()).containsExactly(exposed());
        assertThat(server("'url':'http://127.0.0.1.nip.io/'," + credential).problems()).containsExactly(exposed());
        assertThat(server("'url':'http://127.0.0.1:8000/'," + credential).problems()).isEmpty();
        assertThat(server("'url':'http://[::1]:8000/'," + credential).problems()).isEmpty();
        assertThat(server("'url':'https://a.example/'," + credential).problems()).isEmpty();
    }

    @Test
    void a31aQueryParameterCountsAsACredential() {
        assertThat(server("'url':'http://a.example/?key=${X}'").problems()).containsExactly(exposed());
    }

    private static String exposed() {
        return "servers.a.url: Server 'a' would get its credential or headers over http, readable on the way."
                + " Use https, or http only on this machine (localhost, 127.0.0.1).";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {"Authorization|Authorization",
            "authorization|Authorization", "X-Key|x-key"})
    void reportsTwoCredentials(String header, String named) {
        assertThat(server("'url':'https://a.example/','headers':{'" + header
                + "':'k'},'auth':{'type':'key','header':'x-key','value':'k'}").problems()).containsExactly(
                        "servers.a.auth: Server 'a' has both 'auth' and a header '" + named + "'. Remove one of them.");
    }

    @Test
    void reportsAQueryParameterSetTwice() {
        assertThat(server("'url':'https://a.example/?k=1','auth':{'type':'key','query':'k','value':'v'}").problems())
                .containsExactly("servers.a.auth: Query parameter 'k' is set by both 'url' and 'auth'."
                        + " Remove one of them.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "{'a b':'x'}|a b: 'a b' is not the name of a header. Use letters, digits and '-'.",
            "{'':'x'}|: '' is not the name of a header. Use letters, digits and '-'.",
            "{'Host':'x'}|Host: Header 'Host' is set by Lanyard itself. Remove it.",
            "{'mcp-session-id':'x'}|mcp-session-id: Header 'mcp-session-id' is set by Lanyard itself. Remove it.",
            "{'a':'x','A':'y'}|A: Header 'A' occurs twice; case does not matter. Remove one of them.",
            "{'a':'x\\r\\nb: y'}|a: The header's value holds a line break. Remove it.",
            "{'a':'Bearer ${BREAK}'}|a: Variable 'BREAK' holds a line break and goes into a header. Remove the line break."})
    void reportsHeadersThatWouldBreakARequest(String headers, String problem) {
        assertThat(server("'url':'https://a.example/','headers':" + headers).problems())
                .containsExactly("servers.a.headers." + problem);
    }

    @Test
    void reportsAKeyThatWouldBreakARequest() {
        assertThat(
                server("'url':'https://a.example/','auth':{'type':'key','header':'Host','value':'a\\nb'}").problems())
                .containsExactly("servers.a.auth.header: Header 'Host' is set by Lanyard itself. Remove it.",
                        "servers.a.auth.value: The header's value holds a line break. Remove it.");
    }

    @Test
    void namesTheServerThatNeedsAVariableInItsAddress() {
        assertThat(server("'url':'https://a.example/${MISSING}/mcp'").problems()).containsExactly(
                "servers.a.url: Variable 'MISSING' is not set; server 'a' needs it."
                        + " Set MISSING in your environment or in .env.");
    }

    @Test
    void holdsTheQueryApartFromTheAddress() {
        assertThat(server("'url':'https://a.example/mcp?tavilyApiKey=${X}'").server("a"))
                .isEqualTo(new ServerConfig.Http("a", URI.create("https://a.example/mcp"),
                        Map.of("tavilyApiKey", SecretRef.Env.of("X")), Map.of(), new AuthConfig.None(), false));
    }

    @Test
    void reportsWhatIsNoPath() {
        String remedy = ": This is not a path. Write a path without special characters.";
        assertThat(server("'command':'run','cwd':'\\u0000','env':{'X':'${file:\\u0000}'}").problems())
                .containsExactly("servers.a.env.X" + remedy, "servers.a.cwd" + remedy);
    }

    @Test
    void aProcessHasNoAuth() {
        assertThat(server("'command':'run','auth':{'type':'none'}").problems()).isEqualTo(
                List.of("servers.a.auth: A stdio server has no 'auth'. Pass the credential in 'env'."));
    }

    private Reading server(String fields) {
        return Reading.own(folder, ("{'servers':{'a':{" + fields + "}}}").replace('\'', '"'),
                Map.of("X", "canary", "BREAK", "a\r\nb"));
    }
}
