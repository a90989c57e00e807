package dev.lanyard.soak;

import dev.lanyard.store.KillSoak;
import java.time.Duration;
import java.util.List;

/** One of two writers of the token store is killed (-9) in the middle of its work, 200 times or, in a short run, 25. */
final class KilledWriters implements Promise {
    @Override
    public List<Row> measure(Duration time) throws Exception {
        try (Scratch scratch = Scratch.create()) {
            KillSoak.Result result = KillSoak.run(scratch.folder(), time.toMinutes() >= 10 ? 200 : 25);
            return List.of(new Row("token store, two writers, %d x kill -9".formatted(result.kills()),
                    "%,d updates: %d corrupt, %d lost, %d files left".formatted(result.updates(), result.corrupt(),
                            result.lost(), result.left()),
                    "0, 0, 0", result.good()));
        }
    }
}
