package dev.lanyard.resolution;

import static dev.lanyard.resolution.EntraWorld.PROFILE;
import static dev.lanyard.resolution.EntraWorld.claims;
import static dev.lanyard.resolution.EntraWorld.provider;
import static dev.lanyard.resolution.EntraWorld.refused;
import static dev.lanyard.resolution.EntraWorld.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.server.identity.Fault;
import dev.lanyard.server.playground.PlaygroundOptions;
import dev.lanyard.store.FileTokenStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a store use up one refresh token after the other, not one together (RFC 9700, section 4.14.2). */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraSharedStoreTest {
    private static final AuthConfig USER = new AuthConfig.User("contoso", PROFILE);

    @TempDir
    private Path folder;
    private final PageWalker alice = new PageWalker("alice");
    private EntraWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new EntraWorld(PlaygroundOptions.usual());
        world.user = alice;
        world.provider().inject(Fault.of(Fault.Kind.REFRESH_TOKEN_REUSE));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** Returns what another process on the same folder has. */
    private CredentialProvider process(AuthConfig auth) {
        world.store = FileTokenStore.in(folder.resolve("store"), folder.resolve("key"));
        return provider(world.process(), auth);
    }

    private static List<AccessToken> atOnce(List<Callable<AccessToken>> calls) throws Exception {
        List<AccessToken> tokens = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<AccessToken> call : threads.invokeAll(calls)) {
                tokens.add(call.get());
            }
        }
        return tokens;
    }

    @Test
    void ofManyThatAreRefusedTheSameTokenOneRenewsIt() throws Exception {
        AccessToken first = token(process(USER));
        List<Callable<AccessToken>> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            CredentialProvider process = process(USER);
            calls.add(() -> refused(process, first));
        }

        List<AccessToken> renewed = atOnce(calls);

        assertThat(renewed.stream().map(AccessToken::value).distinct()).hasSize(1).doesNotContain(first.value());
        assertThat(alice.opened).hasSize(1);
        assertThat(world.requests("/token")).isEqualTo(2);
    }

    @Test
    void tokensForSeveralResourcesAreGotOneAfterTheOther() throws Exception {
        var unused = token(process(USER));
        List<Callable<AccessToken>> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            CredentialProvider process = process(
                    i % 2 == 0
                            ? new AuthConfig.User("contoso", "api://reverse/access")
                            : new AuthConfig.OnBehalfOf("contoso", PROFILE));
            calls.add(() -> token(process));
        }

        assertThat(atOnce(calls)).allSatisfy(token -> assertThat(claims(token)).contains("Alice Example"));
        assertThat(alice.opened).hasSize(1);
    }
}
