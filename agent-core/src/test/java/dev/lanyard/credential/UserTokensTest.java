package dev.lanyard.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.transport.Parallel;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.threeten.extra.MutableClock;

/** Tokens of many users: so many and no more, and whoever had to make room is served again. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UserTokensTest {
    private static final CredentialKey KEY = CredentialKey.ofClient("https://issuer", "client", "https://server",
            List.of("all"));
    private static final CredentialRequest NOBODY = CredentialRequest.first("server",
            URI.create("https://server/mcp"));
    private static final int MOST = 1_000;

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final UserTokens tokens = new UserTokens(MOST, clock);
    private final ConcurrentLinkedQueue<String> exchanges = new ConcurrentLinkedQueue<>();

    private AccessToken exchanged(CredentialRequest request) {
        String subject = request.onBehalfOf().orElseThrow().subject();
        exchanges.add(subject);
        return new AccessToken(Secret.of("token-of-" + subject), clock.instant(),
                clock.instant().plus(Duration.ofHours(1)));
    }

    private static CredentialRequest of(String user) {
        return new CredentialRequest(NOBODY.server(), NOBODY.resource(),
                UserAssertion.of(user, Secret.of("assertion-" + user)), null);
    }

    @Test
    void tenThousandUsersTakeTheRoomOfAThousand() {
        int largest = 0;
        for (int user = 0; user < 10_000; user++) {
            var unused = tokens.of(KEY, "user" + user);
            clock.add(Duration.ofMillis(1));
            largest = Math.max(largest, tokens.size());
        }

        assertThat(largest).isEqualTo(MOST);
    }

    @Test
    void usersWhoComeAtOnceExceedTheRoomByNoMoreThanThemselves() throws Exception {
        int threads = 32;
        List<Throwable> failures = Parallel.run(threads, thread -> {
            for (int user = 0; user < 500; user++) {
                var unused = tokens.of(KEY, thread + "/" + user);
            }
        });

        assertThat(failures).isEmpty();
        assertThat(tokens.size()).isBetween(MOST / 2, MOST + threads);
    }

    @Test
    void whoWasServedTheLongestAgoMakesRoom() {
        CachedToken early = tokens.of(KEY, "early");
        CachedToken regular = tokens.of(KEY, "regular");
        for (int user = 0; user < MOST; user++) {
            clock.add(Duration.ofMillis(1));
            assertThat(tokens.of(KEY, "regular")).isSameAs(regular);
            var unused = tokens.of(KEY, "user" + user);
        }

        assertThat(tokens.of(KEY, "regular")).isSameAs(regular);
        assertThat(tokens.of(KEY, "early")).isNotSameAs(early);
    }

    @Test
    void tokensThatHaveEndedMakeRoomFirst() {
        CachedToken ended = tokens.of(KEY, "ended");
        var unused = ended.get(of("ended"), this::exchanged);
        clock.add(Duration.ofHours(2));
        for (int user = 0; user < MOST - 1; user++) {
            var unusedOther = tokens.of(KEY, "user" + user);
        }
        clock.add(Duration.ofMillis(1));
        // Nobody was used later, but it is over.
        assertThat(tokens.of(KEY, "ended")).isSameAs(ended);
        var unusedLast = tokens.of(KEY, "one too many");

        assertThat(tokens.of(KEY, "ended")).isNotSameAs(ended);
    }

    @Test
    void aUserWhoHadToMakeRoomIsExchangedForAgainAndGetsNobodyElsesToken() throws Exception {
        CredentialProvider provider = new CredentialCache(clock, 10).perUser(CredentialKind.ON_BEHALF_OF, KEY,
                this::exchanged, AgentListener.none());
        assertThat(token(provider, "alice")).isEqualTo("token-of-alice");
        assertThat(token(provider, "alice")).isEqualTo("token-of-alice");
        assertThat(exchanges).containsExactly("alice");
        for (int user = 0; user < 20; user++) {
            clock.add(Duration.ofMillis(1));
            assertThat(token(provider, "user" + user)).isEqualTo("token-of-user" + user);
        }

        assertThat(provider.atHand(of("alice"))).isEmpty();
        assertThat(Parallel.run(64, caller -> assertThat(token(provider, "alice")).isEqualTo("token-of-alice")))
                .isEmpty();
        assertThat(exchanges).filteredOn("alice"::equals).hasSize(2);
    }

    private static String token(CredentialProvider provider, String user) {
        return ((AccessToken) provider.credential(of(user))).value().reveal();
    }
}
