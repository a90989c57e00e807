package dev.lanyard.soak;

import dev.lanyard.store.SharedRotationSoak;
import java.time.Duration;
import java.util.List;

/** Processes use up one rotating refresh token through one store: 20 of them for ten minutes, or fewer for half a minute. */
final class RotatingToken implements Promise {
    @Override
    public List<Row> measure(Duration time) throws Exception {
        boolean all = time.toMinutes() >= 10;
        int processes = all ? 20 : 6;
        int seconds = all ? 600 : 30;
        try (Scratch scratch = Scratch.create()) {
            SharedRotationSoak.Result result = SharedRotationSoak.run(scratch.folder(), processes, seconds);
            return List.of(new Row(
                    "%d processes share a rotating refresh token for %d s".formatted(processes, seconds),
                    "%,d rotations, %d sign-outs, %d without a turn; newest token %s".formatted(result.rotations(),
                            result.signOuts(), result.idle(), result.newest() ? "kept" : "lost"),
                    "0 sign-outs, all stored", result.good()));
        }
    }
}
