package dev.lanyard.store;

import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets many processes use up one rotating refresh token through one {@link FileTokenStore}, as fast as they can, and counts
 * sign-outs (SECURITY: E04). Arguments: processes and seconds, by default 20 and 600. Prints one line and exits with 1 if anybody
 * was signed out.
 */
public final class SharedRotationSoak {
    private static final TokenStore.Key KEY = new TokenStore.Key(TokenStore.Kind.TOKENS,
            new CredentialKey("https://issuer.test", "client", "https://server.test", List.of(), "alice"));

    private SharedRotationSoak() {}

    /**
     * What came of it.
     *
     * @param rotations how many refresh tokens the issuer gave
     * @param stored how many the processes say they stored
     * @param signOuts how often a refresh token was used twice, or a process ended badly
     * @param idle processes that never got their turn
     * @param newest whether the store holds the newest refresh token
     */
    public record Result(int processes, long rotations, long stored, long signOuts, long idle, boolean newest) {
        /** Says whether nobody was signed out and nothing was lost. */
        public boolean good() {
            return rotations > 0 && rotations == stored && signOuts == 0 && newest;
        }
    }

    /** Runs until the time is over, and until every process has had a turn. */
    public static Result run(Path folder, int processes, int seconds) throws IOException, InterruptedException {
        try (RotatingIssuer issuer = RotatingIssuer.start()) {
            store(folder).update(KEY, present -> Optional.of(Secret.of(issuer.current())));
            List<ChildJvm> running = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                running.add(ChildJvm.start(SharedRotationSoak.class, "client", folder, issuer.address(), seconds));
            }
            long stored = 0;
            long idle = 0;
            long bad = 0;
            for (ChildJvm child : running) {
                long turns = Long.parseLong(Optional.ofNullable(child.line()).orElse("0"));
                stored += turns;
                idle += turns == 0 ? 1 : 0;
                bad += child.exit() == 0 ? 0 : 1;
            }
            boolean newest = store(folder).find(KEY).map(Secret::reveal).orElse("").equals(issuer.current());
            return new Result(processes, issuer.rotations(), stored, issuer.reuses() + bad, idle, newest);
        }
    }

    private static TokenStore store(Path folder) {
        return FileTokenStore.in(folder.resolve("tokens"), folder.resolve("key"));
    }

    private static long client(Path folder, URI issuer, int seconds) {
        TokenStore store = store(folder);
        HttpClient http = HttpClient.newHttpClient();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long turns = 0;
        do {
            store.update(KEY, present -> Optional.of(refresh(http, issuer, present.orElseThrow())));
            turns++;
        } while (System.nanoTime() - end < 0);
        return turns;
    }

    private static Secret refresh(HttpClient http, URI issuer, Secret present) {
        HttpRequest request = HttpRequest.newBuilder(issuer)
                .POST(HttpRequest.BodyPublishers
                        .ofString("grant_type=refresh_token&refresh_token=" + present.reveal()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("Signed out");
            }
            return Secret.of(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the soak, or as one of its clients. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 4) {
            System.out.println(
                    client(Path.of(arguments[1]), URI.create(arguments[2]), Integer.parseInt(arguments[3])));
            return;
        }
        Result result = run(Files.createTempDirectory("rotation-soak"),
                arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20,
                arguments.length > 1 ? Integer.parseInt(arguments[1]) : 600);
        System.out.println("token store, one rotating refresh token: " + result);
        System.exit(result.good() ? 0 : 1);
    }
}
