package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.event.AgentListener;
import dev.lanyard.network.HttpPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks what follows when a server wants more than its token allows (MCP 2025-11-25, Authorization, Step-Up). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepUpTest {
    private static final String WANTED = "Bearer error=\"insufficient_scope\", scope=\"write\"";

    private SignInWorld world;

    @BeforeEach
    void start() throws IOException {
        world = new SignInWorld();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @Test
    void whatAnotherProcessWasAllowedIsTriedFirst() {
        SignInProvider one = world.provider(world.server());
        AccessToken old = world.signIn(one);
        SignInProvider other = world.provider(world.server());
        Credential kept = other.credential(world.first());
        Credential more = one.credential(world.refused(403, WANTED, old));

        assertThat(other.credential(world.refused(403, WANTED, kept))).isEqualTo(more);
        assertThat(world.user.asked).hasSize(1);
        assertThat(world.user.opened).hasSize(2);
    }

    @Test
    void theUserIsAskedWhenNoOtherSignInIsUnderWay() {
        OAuthContext context = new OAuthContext(HttpPolicy.direct(), world.store, world.user, world.clock);
        SignInProvider provider = new SignInProvider(world.server(), context, new CredentialCache(world.clock),
                AgentListener.none(), true);
        AccessToken old = world.signIn(provider);
        List<Boolean> turns = Collections.synchronizedList(new ArrayList<>());
        world.user.whenAsked = () -> turns.add(context.turn().isHeldByCurrentThread());

        Credential unused = provider.credential(world.refused(403, WANTED, old));
        world.resourceMetadata = world.naming(world.attacker.origin());
        provider.signIn(world.first());

        assertThat(turns).containsExactly(true, true);
        assertThat(context.turn().isLocked()).isFalse();
    }
}
