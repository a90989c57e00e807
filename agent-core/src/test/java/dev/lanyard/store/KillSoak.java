package dev.lanyard.store;

import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Kills writers of one {@link FileTokenStore} in the middle of their work and counts what is corrupt or lost (SECURITY: E03).
 * Arguments: the number of kills, by default 200. Prints one line and exits with 1 if anything was.
 *
 * <p>Two writers count up one entry, each in a process of its own, and report each number that is stored. One is killed while the
 * other goes on. What was reported must be there afterwards, and no number may be reported twice.
 */
public final class KillSoak {
    private static final TokenStore.Key COUNTER = new TokenStore.Key(TokenStore.Kind.TOKENS,
            new CredentialKey("https://issuer.test", "client", "https://server.test", List.of(), "counter"));
    /** As large as a token set with its id token. */
    private static final String PADDING = " " + "x".repeat(6_000);

    private final Path folder;
    private final List<Writer> writers = new ArrayList<>();
    private long corrupt;
    private long lost;

    private KillSoak(Path folder) {
        this.folder = folder;
    }

    /**
     * What came of it.
     *
     * @param updates how many updates were reported
     * @param corrupt after how many kills the entry could not be read
     * @param lost after how many kills a reported update was gone, and how many updates overwrote another
     * @param left files beside the entry, the lock and the key
     */
    public record Result(int kills, int updates, long corrupt, long lost, long left) {
        /** Says whether nothing was corrupt, lost or left behind. */
        public boolean good() {
            return updates > 0 && corrupt == 0 && lost == 0 && left == 0;
        }
    }

    /** Runs until so many writers have been killed. */
    public static Result run(Path folder, int kills) throws IOException, InterruptedException {
        return new KillSoak(folder).run(kills);
    }

    private static TokenStore store(Path folder) {
        return FileTokenStore.in(folder.resolve("tokens"), folder.resolve("key"));
    }

    private Result run(int kills) throws IOException, InterruptedException {
        Writer living = new Writer();
        Writer next = new Writer();
        writers.addAll(List.of(living, next));
        for (int i = 0; i < kills; i++) {
            next.awaitOne();
            // The moment of the kill is what is tried: anywhere within the next few updates, each of which takes milliseconds.
            Thread.sleep(ThreadLocalRandom.current().nextInt(30));
            next.end();
            check();
            next = living;
            living = new Writer();
            writers.add(living);
        }
        living.awaitOne();
        living.end();
        next.end();
        check();
        store(folder).update(COUNTER, KillSoak::next);
        try (Stream<Path> files = Files.list(folder.resolve("tokens"))) {
            List<Long> all = reported();
            long twice = all.size() - all.stream().distinct().count();
            return new Result(kills, all.size(), corrupt, lost + twice, files.count() - 2);
        }
    }

    private List<Long> reported() throws IOException {
        List<Long> all = new ArrayList<>();
        for (Writer writer : writers) {
            all.addAll(writer.reported());
        }
        return all;
    }

    private void check() throws IOException {
        long atLeast = reported().stream().mapToLong(Long::longValue).max().orElse(0);
        Optional<Secret> found = store(folder).find(COUNTER);
        if (found.isEmpty()) {
            corrupt++;
        } else if (number(found.get()) < atLeast) {
            lost++;
        }
    }

    private static Optional<Secret> next(Optional<Secret> present) {
        return Optional.of(Secret.of(present.map(KillSoak::number).orElse(0L) + 1 + PADDING));
    }

    private static long number(Secret value) {
        return Long.parseLong(value.reveal().replace(PADDING, ""));
    }

    /** A process that counts up and reports to a file, which unlike a pipe keeps what was written when the process is killed. */
    private final class Writer {
        private final Path reports = Files.createTempFile(folder, "reports", "");
        private final Process process = ChildJvm.builder(List.of(), KillSoak.class, "writer", folder)
                .redirectOutput(reports.toFile())
                .start();

        Writer() throws IOException {}

        void awaitOne() throws IOException, InterruptedException {
            while (reported().isEmpty() && process.isAlive()) {
                // A file that another process writes tells nobody that it grows, and a pipe would lose what is reported last.
                Thread.sleep(2);
            }
        }

        void end() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        /** Returns what was reported in whole lines. */
        List<Long> reported() throws IOException {
            String text = Files.readString(reports);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Long::valueOf).toList();
        }
    }

    /** Runs the soak, or as one of its writers. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2) {
            TokenStore store = store(Path.of(arguments[1]));
            while (!System.out.checkError()) {
                System.out.println(store.update(COUNTER, KillSoak::next).map(KillSoak::number).orElseThrow());
            }
            return;
        }
        Result result = run(Files.createTempDirectory("kill-soak"),
                arguments.length == 0 ? 200 : Integer.parseInt(arguments[0]));
        System.out.println("token store, kill -9 with two writers: " + result);
        System.exit(result.good() ? 0 : 1);
    }
}
