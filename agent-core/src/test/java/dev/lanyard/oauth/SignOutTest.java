package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentEvent.CredentialNotRevoked;
import dev.lanyard.network.HttpPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that a sign-out forgets whatever its issuer does, and says what the issuer did not do (RFC 7009). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignOutTest {
    private final List<AgentEvent> events = Collections.synchronizedList(new ArrayList<>());
    private SignInWorld world;

    @BeforeEach
    void start() throws IOException {
        world = new SignInWorld();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private SignInProvider signedIn() {
        SignInProvider provider = new SignInProvider(world.server(),
                new OAuthContext(HttpPolicy.direct(), world.store, world.user, world.clock),
                new CredentialCache(world.clock), events::add, true);
        AccessToken unused = world.signIn(provider);
        events.clear();
        return provider;
    }

    @Test
    void anIssuerThatIsDownIsToldAndEverythingIsForgotten() throws IOException {
        SignInProvider provider = signedIn();
        world.issuer.close();

        provider.signOut(world.first());

        assertThat(events).containsExactly(
                new CredentialNotRevoked("test", world.issuer.origin(), "its metadata cannot be read"));
        assertThat(world.provider(world.server()).credential(world.first())).isEqualTo(new Credential.None());
    }

    @Test
    void anIssuerThatRefusesToRevokeIsTold() {
        SignInProvider provider = signedIn();
        world.issuer.revoked = 503;

        provider.signOut(world.first());

        assertThat(events)
                .containsExactly(new CredentialNotRevoked("test", world.issuer.origin(), "it answered 503"));
    }

    @Test
    void whatIsRevokedIsNotWorthAWord() {
        SignInProvider provider = signedIn();

        provider.signOut(world.first());

        assertThat(events).isEmpty();
        assertThat(world.issuer.at("/revoke")).hasSize(2);
    }
}
