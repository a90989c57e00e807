package dev.lanyard.transport;

import java.time.Duration;

/** Is what a {@link FaultProxy} does to the bytes that a server sends, counted from the start of each connection. */
public sealed interface Fault {
    /** Passes everything on. */
    record None() implements Fault {}

    /** Passes everything on, but not before some time. */
    record Delay(Duration time) implements Fault {}

    /** Passes on one byte at a time, with a pause before each. */
    record Trickle(Duration pause) implements Fault {}

    /** Ends the connection in both directions after so many bytes, as a server does that is stopped. */
    record CutAfter(long bytes) implements Fault {}

    /** Says after so many bytes that nothing more will come, and goes on reading. */
    record HalfCloseAfter(long bytes) implements Fault {}

    /** Resets the connection after so many bytes, as a machine does that has lost its memory of it. */
    record ResetAfter(long bytes) implements Fault {}

    /** Takes connections and whatever is sent on them, and never says anything. */
    record BlackHole() implements Fault {}
}
