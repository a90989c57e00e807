package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlReaderTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("HOME_SECRET", "canary", "PORT", "8000", "URL",
            "https://a.example/mcp?key=canary", "TAIL", "x?key=canary");
    private final Findings findings = new Findings();

    @ParameterizedTest
    @ValueSource(strings = {"https://${env:HOME_SECRET}.evil.example/mcp", "https://${HOME_SECRET}/", "${env:URL}",
            "${env:HOME_SECRET}://a.example/", "https://a.example${env:HOME_SECRET}", "https://a.example:${PORT}/mcp",
            "http${env:HOME_SECRET}://a.example/", "https://${workspaceFolder}/", "https:/${env:HOME_SECRET}/mcp",
            "https://${HOME_SECRET:-a}/mcp", "https:///${env:HOME_SECRET}", "https://a@${env:HOME_SECRET}/"})
    void a41aProjectsFileSubstitutesNothingBeforeThePath(String url) {
        assertThat(read(url, false)).isEmpty();
        assertThat(findings.problems()).containsExactly(new ConfigProblem("servers.a.url",
                "A project's file may not substitute anything in the scheme, host or port of an address.",
                "Write them out, or keep this configuration in your own configuration folder."));
    }

    @Test
    void a41aProjectsFileMaySubstituteInPathAndQuery() {
        assertThat(read("https://a.example/${env:PORT}/mcp?key=${env:HOME_SECRET}", false)).contains(new Endpoint(
                URI.create("https://a.example/8000/mcp"), Map.of("key", SecretRef.Env.of("HOME_SECRET")),
                URI.create("https://a.example/…/mcp")));
        assertThat(read("https://a.example?key=${HOME_SECRET}", false)).contains(
                new Endpoint(URI.create("https://a.example"), Map.of("key", SecretRef.Env.of("HOME_SECRET"))));
    }

    @ParameterizedTest
    @CsvSource({"https://a.example/${HOME_SECRET}/mcp, https://a.example/…/mcp, https://a.example/canary/mcp",
            "https://a.example/x-${HOME_SECRET}?q=${HOME_SECRET}, https://a.example/x-…, https://a.example/x-canary",
            "https://a.example:${PORT}/mcp, https://a.example:8000/mcp, https://a.example:8000/mcp",
            "https://a.example/${TAIL}, https://a.example/…, https://a.example/x",
            "${env:URL}, https://a.example/…, https://a.example/mcp",
            "https://a.example/${HOME_SECRET}${HOME_SECRET}, https://a.example/……, https://a.example/canarycanary",
            "https://a.example/mcp, https://a.example/mcp, https://a.example/mcp",
            "https://a.example, https://a.example, https://a.example"})
    void a32whatIsSubstitutedInThePathIsUsedAndNotShown(String url, String shown, String used) {
        Endpoint endpoint = read(url, true).orElseThrow();

        assertThat(endpoint.url()).hasToString(used);
        assertThat(endpoint.shown()).hasToString(shown);
        assertThat(endpoint.toString()).doesNotContain("canary");
    }

    @Test
    void theUsersOwnFileMaySubstituteAnywhere() {
        assertThat(read("http://localhost:${PORT}/mcp", true))
                .contains(new Endpoint(URI.create("http://localhost:8000/mcp"), Map.of()));
        assertThat(read("${env:URL}", true)).contains(
                new Endpoint(URI.create("https://a.example/mcp"), Map.of("key", SecretRef.Literal.of("canary")),
                        URI.create("https://a.example/…")));
        assertThat(read("https://a.example/${TAIL}", false)).contains(
                new Endpoint(URI.create("https://a.example/x"), Map.of("key", SecretRef.Literal.of("canary")),
                        URI.create("https://a.example/…")));
    }

    @Test
    void a32queryParametersAreHeldApartAndNeverShown() {
        Endpoint endpoint = read("https://a.example/mcp?tavilyApiKey=can%20ary+x&mode=${MODE:-a&b}&&flag", true)
                .orElseThrow();
        assertThat(endpoint.query()).containsExactly(Map.entry("tavilyApiKey", SecretRef.Literal.of("can ary x")),
                Map.entry("mode", new SecretRef.Env("MODE", new Redacted("a&b"))),
                Map.entry("flag", SecretRef.Literal.of("")));
        assertThat(endpoint.toString()).doesNotContain("ary").doesNotContain("a&b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "/mcp", "ftp://a.example/", "https:/a.example", "https://", "https://a b/",
            "https://a_canary/", "mailto:canary", "https://a.example:99999/", "https://exämple.com/",
            "https://a.example\\canary", "file:///etc/passwd", "https://a.example:x/"})
    void reportsWhatIsNoAddressWithoutQuotingIt(String url) {
        assertThat(read(url, true)).isEmpty();
        assertThat(findings.problems()).containsExactly(
                new ConfigProblem("servers.a.url", "This is not an absolute http or https address.",
                        "Write an absolute address such as https://example.com/mcp."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://me:canary@a.example/", "https://canary@a.example/", "https://@a.example/"})
    void reportsUserInfo(String url) {
        assertThat(read(url, true)).isEmpty();
        assertThat(findings.problems()).containsExactly(new ConfigProblem("servers.a.url",
                "The address holds a user name or password.", "Remove it and use 'headers' or 'auth'."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example/#canary", "https://a.example/?x=1#canary", "https://a.example/#?x"})
    void reportsAFragment(String url) {
        assertThat(read(url, true)).isEmpty();
        assertThat(findings.problems())
                .containsExactly(new ConfigProblem("servers.a.url", "The address has a fragment ('#').", "Remove it."));
    }

    @Test
    void reportsQueriesThatCannotBeHeld() {
        assertThat(read("https://a.example/?x=1&x=2", true)).isEmpty();
        assertThat(read("https://a.example/?x=%zzcanary", true)).isEmpty();
        assertThat(findings.problems()).extracting(ConfigProblem::message)
                .containsExactly("Query parameter 'x' occurs twice.",
                        "The address's query is not percent-encoded properly.");
    }

    private Optional<Endpoint> read(String url, boolean usersOwn) {
        ConfigSource source = new ConfigSource(ConfigSource.Kind.NONE, null, Path.of("/w"), List.of());
        Substitution substitution = new Substitution(source, Environment.of(ENVIRONMENT), Set.of(), findings);
        return new UrlReader(usersOwn, substitution, findings).read(url, Place.ofServer("a", "servers.a.url"));
    }
}
