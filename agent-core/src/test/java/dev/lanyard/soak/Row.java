package dev.lanyard.soak;

/**
 * Is what was measured of one promise.
 *
 * @param promise what is promised
 * @param figure what was measured
 * @param bound what it is held to
 * @param holds whether the figure is within the bound
 */
record Row(String promise, String figure, String bound, boolean holds) {
    String line() {
        return String.format("%-4s  %-62s  %-66s  %s", holds ? "ok" : "FAIL", promise, figure, bound);
    }
}
