package dev.lanyard.resolution;

import static dev.lanyard.resolution.EntraWorld.PROFILE;
import static dev.lanyard.resolution.EntraWorld.claims;
import static dev.lanyard.resolution.EntraWorld.provider;
import static dev.lanyard.resolution.EntraWorld.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.server.identity.DirectoryUser;
import dev.lanyard.server.identity.Fault;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each user of a program gets what the exchange of that user's own token brings, and nothing else; for many users see UserMatrixTest. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraOnBehalfOfTest {
    private static final AuthConfig BEHALF = new AuthConfig.OnBehalfOf("contoso", PROFILE);

    private EntraWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new EntraWorld(PlaygroundOptions.usual().withExtraUsers(54));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private UserAssertion user(String name) {
        DirectoryUser user = EntraWorld.user(name);
        return UserAssertion.of(user.objectId(),
                Secret.of(world.provider().mint(user, EntraWorld.CLIENT, EntraWorld.CLIENT)));
    }

    @Test
    void aThousandCallersMakeOneRequest() throws Exception {
        CredentialProvider provider = provider(world.process(), BEHALF);
        UserAssertion alice = user("alice");
        Set<AccessToken> given = ConcurrentHashMap.newKeySet();

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                var unused = callers.submit(() -> given.add(token(provider, alice)));
            }
        }

        assertThat(given).hasSize(1);
        assertThat(world.requests("/token")).isEqualTo(1);
    }

    @Test
    void aForgedAssertionWithAlicesSubjectGetsNothingOfHers() {
        CredentialProvider provider = provider(world.process(), BEHALF);
        UserAssertion alice = user("alice");
        var unused = token(provider, alice);
        String real = alice.token().reveal();
        UserAssertion forged = UserAssertion.of(alice.subject(),
                Secret.of(real.substring(0, real.lastIndexOf('.') + 1) + "AAAA"));

        assertThatThrownBy(() -> token(provider, forged)).isInstanceOf(CredentialException.class);
        assertThatThrownBy(() -> token(provider(world.process(), BEHALF), forged))
                .isInstanceOf(CredentialException.class);
    }

    @Test
    void aTokenForAnotherApplicationIsRefusedWithItsFix() {
        DirectoryUser alice = EntraWorld.user("alice");
        UserAssertion other = UserAssertion.of(alice.objectId(),
                Secret.of(world.provider().mint(alice, EntraWorld.CLIENT, "api://profile")));

        assertThatThrownBy(() -> token(provider(world.process(), BEHALF), other))
                .isInstanceOf(CredentialException.InteractionRequired.class)
                .hasMessageContaining("AADSTS")
                .hasMessageContaining("correlation id");
    }

    @Test
    void missingConsentNamesThePageWhereItIsGiven() {
        assertThatThrownBy(() -> token(
                provider(world.process(), new AuthConfig.OnBehalfOf("contoso", "api://unconsented/access")),
                user("alice")))
                .isInstanceOf(CredentialException.InteractionRequired.class)
                .hasMessageContaining("AADSTS65001")
                .hasMessageContaining("/adminconsent?client_id=" + EntraWorld.CLIENT);
    }

    @Test
    void aUserOfAProgramGetsTheClaimsToBringBack() {
        world.provider().inject(Fault.of(Fault.Kind.MFA_REQUIRED).at("api://profile"));

        CredentialException.InteractionRequired failure = catchThrowableOfType(
                CredentialException.InteractionRequired.class,
                () -> token(provider(world.process(), BEHALF), user("bob")));

        assertThat(failure.claims()).isPresent();
        assertThat(failure).hasMessageContaining("AADSTS50076");
    }

    /** A user brings a new token every hour, and each has a part of the store. */
    @Test
    void whatWasNotUsedForADayLeavesTheStore() {
        for (int i = 1; i <= 50; i++) {
            var unused = token(provider(world.process(), BEHALF), user("user" + i));
        }
        world.provider().tokenLifetime(Duration.ofDays(3));
        var unusedButGood = token(provider(world.process(), BEHALF), user("alice"));
        assertThat(world.store.keys()).hasSize(51);

        world.clock = Clock.offset(world.clock, Duration.ofHours(26));
        CredentialProvider nextDay = provider(world.process(), BEHALF);
        for (int i = 51; i <= 54; i++) {
            assertThat(claims(token(nextDay, user("user" + i)))).contains("user" + i);
        }

        assertThat(unusedButGood).isNotNull();
        assertThat(world.store.keys()).hasSize(5);
    }

    @Test
    void theApplicationListsWithATokenOfItsOwnForTheSameResourceAndGivesItToNoUser() {
        var auth = new AuthConfig.OnBehalfOf("contoso", "api://reverse/access", "contoso");
        var server = new ServerConfig.Http("server", EntraWorld.SERVER, Map.of(), Map.of(), auth, false);
        CredentialResolver process = world.process();
        AccessToken own = token(process.lister(server).orElseThrow());
        UserAssertion forged = UserAssertion.of(user("alice").subject(), Secret.of("forged"));

        assertThat(claims(own)).contains("api://reverse", "execute").doesNotContain("scp");
        assertThat(claims(token(process.resolve(server), user("alice")))).contains("scp", user("alice").subject());
        assertThatThrownBy(() -> token(process.resolve(server), forged)).isInstanceOf(CredentialException.class);
        assertThat(
                process.lister(new ServerConfig.Http("server", EntraWorld.SERVER, Map.of(), Map.of(), BEHALF, false)))
                .isEmpty();
    }

    @Test
    void aTokenIsAtHandForItsUserAndNoOther() {
        CredentialProvider provider = provider(world.process(), BEHALF);
        CredentialRequest alices = new CredentialRequest("server", EntraWorld.SERVER, user("alice"), null);
        AccessToken token = (AccessToken) provider.credential(alices);

        assertThat(provider.atHand(alices)).contains(token);
        assertThat(provider.atHand(new CredentialRequest("server", EntraWorld.SERVER, user("bob"), null))).isEmpty();
    }

    @Test
    void aUserWhoHadToMakeRoomEverywhereIsExchangedForAgain() {
        CredentialProvider provider = provider(world.process(new CredentialCache(Clock.systemUTC(), 1)), BEHALF);
        UserAssertion alice = user("alice");
        AccessToken first = token(provider, alice);
        var unused = token(provider, user("bob"));
        world.store.keys().forEach(key -> world.store.update(key, present -> Optional.empty()));

        AccessToken again = token(provider, alice);

        assertThat(claims(again)).contains(alice.subject());
        assertThat(again).isNotEqualTo(first);
        assertThat(world.requests("/token")).isEqualTo(3);
    }
}
