package dev.lanyard.resolution;

import static dev.lanyard.resolution.EntraWorld.claims;
import static dev.lanyard.resolution.EntraWorld.provider;
import static dev.lanyard.resolution.EntraWorld.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The machine that the agent runs on has an identity, and the agent no secret. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraManagedIdentityTest {
    private static final String SYSTEM_ASSIGNED = "9d3b6e18-4c7f-4a52-8e0d-1f5a2b7c9e12";
    private static final String USER_ASSIGNED = "6f1c8a29-0e5d-4b73-9a4c-3d7e8f2b1a13";

    private EntraWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new EntraWorld(PlaygroundOptions.usual());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void isTheOneThatTheSystemAssigned() {
        AccessToken token = token(provider(world.process(), managed(null)));

        assertThat(claims(token)).contains("\"aud\":\"api://reverse\"", SYSTEM_ASSIGNED, "execute");
    }

    @Test
    void isTheOneThatAUserAssigned() {
        AccessToken token = token(provider(world.process(), managed(USER_ASSIGNED)));

        assertThat(claims(token)).contains("\"aud\":\"api://reverse\"", USER_ASSIGNED, "execute");
    }

    @Test
    void oneThatIsNotAssignedGetsNoToken() {
        assertThatThrownBy(() -> token(provider(world.process(), managed(EntraWorld.CLIENT))))
                .isInstanceOf(CredentialException.Rejected.class)
                .hasMessageStartingWith("The managed identity got no token for server 'server': ");
    }

    /** App Service, Functions and Container Apps name an endpoint and a secret in the process's environment. */
    @Test
    void isFoundByTheEnvironmentOfAppService() throws Exception {
        String header = world.provider().identityHeader();

        assertThat(inAppService(header)).contains("\"aud\":\"api://reverse\"", SYSTEM_ASSIGNED, "execute");
        assertThat(inAppService(header, USER_ASSIGNED)).contains(USER_ASSIGNED, "execute");
        assertThat(world.provider().requests()).extracting(request -> request.path()).containsOnly("/msi/token");
    }

    @Test
    void aProcessThatDoesNotKnowTheSecretGetsNothing() throws Exception {
        assertThat(inAppService("wrong")).startsWith("The managed identity got no token for server 'server': ");
    }

    private String inAppService(String header, String... identity) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-cp", System.getProperty("java.class.path"), ManagedIdentityProcess.class.getName()));
        command.addAll(List.of(identity));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment()
                .put("IDENTITY_ENDPOINT",
                        "http://127.0.0.1:" + world.playground.origin().getPort() + "/msi/token");
        builder.environment().put("IDENTITY_HEADER", header);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private AuthConfig managed(@Nullable String clientId) {
        return new AuthConfig.ManagedIdentity("api://reverse/.default", clientId,
                URI.create("http://127.0.0.1:" + world.playground.origin().getPort()));
    }
}
