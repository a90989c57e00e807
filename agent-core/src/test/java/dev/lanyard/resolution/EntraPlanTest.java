package dev.lanyard.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.IdentityConfig;
import dev.lanyard.config.IdentityConfig.Entra.Proof;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.config.UserFolders;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntraPlanTest {
    private static final Path PAGE = Path.of("..", "docs", "entra.md");

    @TempDir
    Path folder = Path.of("");

    private static String plan(AgentConfig config, String server) {
        return String.join("\n", EntraPlan.of(server(config, server), config).orElseThrow().lines());
    }

    private static ServerConfig server(AgentConfig config, String name) {
        return Objects.requireNonNull(config.servers().get(name), name);
    }

    private AgentConfig config(Proof proof, AuthConfig auth) {
        IdentityConfig.Entra identity = new IdentityConfig.Entra("contoso", "contoso.onmicrosoft.com", "app", proof,
                IdentityConfig.Entra.PUBLIC_CLOUD, null, null, "app/.default", null);
        ServerConfig server = new ServerConfig.Http("s", URI.create("https://s.example.com/mcp"), Map.of(), Map.of(),
                auth, false);
        AgentConfig empty = new ConfigLoader(Map.of(), ConfigLocations.of(folder, new UserFolders(folder, folder)))
                .load()
                .config();
        return new AgentConfig(empty.source(), Map.of("s", server), Map.of("contoso", identity), Map.of());
    }

    private static Proof secret() {
        return new Proof.ClientSecret(SecretRef.Env.of("SECRET"));
    }

    @Test
    void theScriptsOnThePageAreWhatTheCommandPrintsForTheExampleOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        String example = page.substring(page.indexOf("```jsonc\n") + "```jsonc\n".length());
        Path file = Files.writeString(folder.resolve("mcp.json"), example.substring(0, example.indexOf("```")));
        AgentConfig config = new ConfigLoader(Map.of("AZURE_CLIENT_SECRET", "x"),
                ConfigLocations.of(folder, new UserFolders(folder, folder)).withConfigFile(file)).load().config();

        assertThat(config.servers()).containsOnlyKeys("reverse", "profile");
        for (String server : config.servers().keySet()) {
            assertThat(page).contains("lanyard explain --entra " + server)
                    .contains("```sh\n" + plan(config, server) + "\n```");
        }
    }

    @Test
    void asksForNoMoreThanTheFlowNeeds() {
        String user = plan(config(new Proof.None(), new AuthConfig.User("contoso", "api://s/access")), "s");
        String app = plan(config(secret(), new AuthConfig.ClientCredentials("contoso", "api://s/.default")), "s");

        assertThat(user).contains("--is-fallback-public-client true", "=Scope'")
                .doesNotContain("credential reset", "access_as_user", "knownClientApplications", "=Role'");
        assertThat(app).contains("credential reset", "=Role'", "--app-roles")
                .doesNotContain("fallback-public-client", "oauth2PermissionScopes", "=Scope'");
    }

    @Test
    void provesTheAgentAsConfigured() {
        AuthConfig auth = new AuthConfig.OnBehalfOf("contoso", "api://s/access");
        String certificate = plan(config(new Proof.Certificate(Path.of("/keys/a b.pfx"), null, null, false), auth),
                "s");
        String assertion = plan(config(new Proof.Assertion(new SecretRef.File(Path.of("/token"))), auth), "s");

        assertThat(certificate).contains("openssl pkcs12 -in '/keys/a b.pfx' -clcerts -nokeys -out lanyard.crt",
                "--append --cert @lanyard.crt");
        assertThat(assertion).contains("az ad app federated-credential create --id app", "api://AzureADTokenExchange");
        assertThat(plan(config(secret(), auth), "s")).contains("${env:SECRET}",
                "adminconsent?client_id=app", "\"knownClientApplications\":[\"app\"]", "preAuthorizedApplications");
    }

    @Test
    void graphIsRegisteredEverywhere() {
        String graph = plan(config(new Proof.None(), new AuthConfig.User("contoso", "User.Read")), "s");

        assertThat(graph).contains("Microsoft Graph", "--api 00000003-0000-0000-c000-000000000000",
                "[?value=='User.Read'].id").doesNotContain("SERVER-APP-ID");
    }

    @Test
    void aManagedIdentityGetsARoleAndNoSecret() {
        String managed = plan(config(new Proof.None(), new AuthConfig.ManagedIdentity("api://s", "mi", null)), "s");

        assertThat(managed)
                .contains("[?clientId=='mi'].principalId", "/servicePrincipals/<PRINCIPAL-ID>/appRoleAssignments")
                .doesNotContain("credential reset", "admin-consent");
    }

    @Test
    void serversThatHaveNothingToDoWithEntraHaveNoPlan() {
        AgentConfig config = config(new Proof.None(), AuthConfig.OAuth.DISCOVERED);

        assertThat(EntraPlan.of(server(config, "s"), config)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api://x';touch${IFS}pwned;'/y", "api://$(touch${IFS}pwned)/y",
            "api://`touch${IFS}pwned`/y",
            "api://x\ntouch${IFS}pwned\n/y", "-x;touch${IFS}pwned/y", "api://\";touch${IFS}pwned;\"/y",
            "api://a'\"$(touch${IFS}pwned)!/y"})
    void nothingInAConfigurationRunsInTheShellThatTheScriptIsGivenTo(String scope) throws Exception {
        String script = "az() { printf '%s\\n' \"$@\" >> arguments; }\n"
                + plan(config(secret(), new AuthConfig.OnBehalfOf("contoso", scope)), "s") + "\n";
        Process shell = new ProcessBuilder("sh", "-eu").directory(folder.toFile()).start();
        try (var in = shell.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String failure = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(failure).isZero();
        assertThat(folder.resolve("pwned")).doesNotExist();
        String wanted = scope.substring(0, scope.lastIndexOf('/')).replace('\n', '?');
        assertThat(List.of(Files.readString(folder.resolve("arguments")).split("\n")))
                .anyMatch(argument -> argument.endsWith(wanted));
    }
}
