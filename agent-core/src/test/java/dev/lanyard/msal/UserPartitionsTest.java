package dev.lanyard.msal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was exchanged for users stays within its bound in the store, over restarts too. */
class UserPartitionsTest {
    private static final EntraApp APP = new EntraApp(URI.create("https://login.test.localhost"), "tenant", "client",
            new AppProof.None(), null, null);

    private final TokenStore store = TokenStore.inMemory();

    private void exchange(UserPartitions partitions, String user) {
        var unused = store.update(partitions.of(user), present -> Optional.of(cache(user)));
    }

    /** Returns a cache in MSAL's shape, whose token is good for an hour. */
    private static Secret cache(String user) {
        return Secret.of("{\"AccessToken\":{\"%s\":{\"expires_on\":\"%d\"}}}".formatted(user,
                Instant.now().plusSeconds(3600).getEpochSecond()));
    }

    private List<String> users() {
        return store.keys().stream().map(key -> key.entry().user()).toList();
    }

    @Test
    void theUserWhoseExchangeIsTheLongestAgoMakesRoom() {
        UserPartitions partitions = new UserPartitions(APP, store, Clock.systemUTC(), 3);
        for (String user : List.of("a", "b", "c", "a", "d")) {
            exchange(partitions, user);
        }

        assertThat(users()).containsExactlyInAnyOrder("a", "c", "d");
    }

    @Test
    void whoMadeRoomComesBack() {
        UserPartitions partitions = new UserPartitions(APP, store, Clock.systemUTC(), 1);
        for (String user : List.of("a", "b", "a")) {
            exchange(partitions, user);
        }

        assertThat(store.find(partitions.of("a")))
                .hasValueSatisfying(kept -> assertThat(kept.reveal()).contains("\"a\""));
        assertThat(users()).containsExactly("a");
    }

    @Test
    void whatAnEarlierProcessLeftMakesRoomAndNothingElseDoes() {
        for (String user : List.of("a", "b", "c")) {
            exchange(new UserPartitions(APP, store, Clock.systemUTC(), 100), user);
        }
        TokenStore.Key foreign = new TokenStore.Key(TokenStore.Kind.MSAL,
                new CredentialKey("https://other/", "client", "on-behalf-of", List.of(), "z"));
        var unused = store.update(foreign, present -> Optional.of(Secret.of("another app's")));

        exchange(new UserPartitions(APP, store, Clock.systemUTC(), 2), "d");

        assertThat(users()).hasSize(3).contains("d", "z");
    }
}
