package dev.lanyard.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.Secret;
import dev.lanyard.event.CredentialKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A35: the matrix of UserMatrix with fewer users and for seconds, and two agents that it must find at fault. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UserMatrixTest {
    private static Credential token(String value) {
        Instant now = Clock.systemUTC().instant();
        return new Credential.AccessToken(Secret.of(value), now, now.plusSeconds(3600));
    }

    @Test
    void a35everyServerSeesTheTokenOfWhoCallsAndNoOther() throws Exception {
        UserMatrix.Outcome outcome = new UserMatrix(40, 5).run(Duration.ofSeconds(3), (world, builder) -> builder);

        assertThat(outcome.good()).as(outcome.toString()).isTrue();
        assertThat(outcome.seen().cells()).isEqualTo(200);
        assertThat(outcome.seen().tokens()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void aTokenThatUsersShareIsFound() throws Exception {
        UserMatrix.Outcome outcome = new UserMatrix(4, 2).run(Duration.ZERO, (world, builder) -> {
            String first = world.users().iterator().next().subject();
            return builder.credentials(server -> {
                Credential token = token(world.mint(first, "api://" + server.name()));
                return Optional.of(CredentialProvider.shared(CredentialKind.KEY, request -> token));
            });
        });

        assertThat(outcome.seen().crossed()).as(outcome.toString()).isEqualTo(3 * 2);
        assertThat(outcome.seen().shared()).isEqualTo(2);
        assertThat(outcome.good()).isFalse();
    }

    @Test
    void aTokenThatReachesAnotherServerIsFound() throws Exception {
        UserMatrix.Outcome outcome = new UserMatrix(2, 2).run(Duration.ZERO,
                (world, builder) -> builder.credentials(server -> Optional.of(CredentialProvider.perUser(
                        CredentialKind.KEY, (user, request) -> token(world.mint(user.subject(), "api://s0"))))));

        assertThat(outcome.seen().astray()).as(outcome.toString()).isPositive();
        assertThat(outcome.failed()).isEqualTo(2);
    }

    @Test
    void whatIsLostOrMixedIsFound() {
        var alice = new Sightings.Token("one", "alice", "api://s0");
        var bob = new Sightings.Token("two", "bob", "api://s0");
        Sightings sightings = new Sightings();
        sightings.expect("seen twice", new Sightings.Cell(0, "alice"));
        sightings.expect("never seen", new Sightings.Cell(0, "alice"));
        sightings.request(0, alice, "session");
        sightings.request(0, bob, "session");
        sightings.call(0, "seen twice", alice);
        sightings.call(0, "seen twice", alice);
        sightings.call(0, "of nobody", bob);

        assertThat(sightings.verdict(server -> "api://s" + server))
                .isEqualTo(new Sightings.Verdict(2, 2, 1, 1, 0, 3, 0, 0, 1));
    }
}
