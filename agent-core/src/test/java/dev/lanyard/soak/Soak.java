package dev.lanyard.soak;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Measures every promise and prints a row for each; ends with 0 only if all of them hold. */
public final class Soak {
    private static final Logger ROOT = Logger.getLogger("");
    private static final List<Promise> PROMISES = List.of(new ExpiredSession(), new FaultyAnswers(), new CutStreams(),
            new DeadlineAccuracy(), new TurnedAway(), new DeadServer(), new RestartedServer(), new SilentNeighbour(),
            new SingleFlight(), new UserMatrix(), new RotatingToken(), new KilledWriters(), new SteadyLoad());

    private Soak() {}

    /** Takes the minutes that the steady load lasts, and the names of the promises to measure if it is not all of them. */
    public static void main(String[] arguments) {
        ROOT.setLevel(Level.SEVERE);
        Duration time = Duration.ofMinutes(Long.parseLong(arguments[0]));
        List<String> names = List.of(arguments).subList(1, arguments.length);
        List<Promise> chosen = PROMISES.stream()
                .filter(promise -> names.isEmpty() || names.contains(promise.getClass().getSimpleName()))
                .toList();
        boolean all = !chosen.isEmpty();
        for (Promise promise : chosen) {
            for (Row row : measured(promise, time)) {
                System.out.println(row.line());
                all &= row.holds();
            }
        }
        System.exit(all ? 0 : 1);
    }

    private static List<Row> measured(Promise promise, Duration time) {
        try {
            return promise.measure(time);
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
            return List.of(new Row(promise.getClass().getSimpleName(), String.valueOf(e), "is measured", false));
        }
    }
}
